/**
 * The platform's hosts over real sockets: the guarded door and who is let in, the second host while the first is gone,
 * and a platform that dies in the middle of a call. The store's own wiring, nothing injected.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../../domain/result.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import { realWechat } from '../../../src-server/payments/providers/real-wechat.ts'
import { loadMerchantKeys, type MerchantKeys } from '../../../src-server/wechat/keys.ts'
import { codeOrder } from '../support/code-bench.ts'
import { ended, type Running, startSandbox } from '../support/program.ts'

let directory: string
let running: Running
let keys: MerchantKeys
let aheadMs = 0
let orders = 0
let nonces = 0

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'scanway-hosts-'))
  running = await startSandbox(directory)
  const loaded = loadMerchantKeys(running.merchantKeys)
  if (!loaded.ok) throw new Error(loaded.error.kind)
  keys = loaded.value
})
afterAll(async () => {
  const end = ended(running.child)
  running.child.kill('SIGTERM')
  expect(await end).toBe(0)
  rmSync(directory, { recursive: true, force: true })
})

const control = (path: string, method: 'POST' | 'DELETE', body?: object) =>
  fetch(`${running.secondUrl}${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })

const clockNow = async (): Promise<number> =>
  Number((await (await fetch(`${running.secondUrl}/ctl/clock`)).json()).now_ms)

/** The store follows the platform's clock, which the tests move. */
async function advance(ms: number): Promise<void> {
  await control('/ctl/clock', 'POST', { advance: ms })
  aheadMs += ms
}

beforeEach(async () => {
  await control('/ctl/faults', 'DELETE')
  orders += 1
})

const number = (): string => `SW0001261122H${orders}`

const provider = (given: { readonly keys?: MerchantKeys } = {}): PaymentProvider =>
  realWechat({
    addresses: {
      gateway: running.url,
      secondGateway: running.secondUrl,
      door: running.doorUrl,
      faceGateway: running.url,
    },
    keys: given.keys ?? keys,
    clock: { nowMs: () => Date.now() + aheadMs },
    nonce: () => `nonce${String(++nonces).padStart(16, '0')}`,
    notifyUrl: 'http://127.0.0.1:9/notify',
    codes: { over: 'v2', face: 'asCode', deviceIp: '127.0.0.1', storeId: '1' },
  })

async function charge(wechat: PaymentProvider) {
  const minted = await control('/wallet/code', 'POST', { provider: 'wechat', user: 'alice' })
  const codes = present(wechat.byCode, 'codes are wired')
  const body = codes.codeBody(codeOrder({ outTradeNo: number() }))
  return codes.charge(body, { kind: 'code', value: (await minted.json()).code })
}

const truth = async () => (await (await fetch(`${running.secondUrl}/ctl/ledger`)).json()).orders[number()]

describe('the guarded door', () => {
  test('lets the merchant in, over TLS that its own authority vouches for', async () => {
    const wechat = provider()
    expect(await charge(wechat)).toMatchObject({ value: { kind: 'Paid' } })
    await advance(15_000)
    expect(await wechat.byCode?.reverse(number())).toEqual({ ok: true, value: 'done' })
    expect(await truth()).toMatchObject({ captured: 12_840, refunded: 12_840, state: 'REVOKED' })
  })

  test('a store that trusts no private authority does not speak to it at all', async () => {
    const v2 = present(keys.v2, 'the demo has v2 keys')
    const wechat = provider({
      keys: { ...keys, v2: { ...v2, identity: { ...v2.identity, authorities: undefined } } },
    })
    await charge(wechat)
    await advance(15_000)
    expect(await wechat.byCode?.reverse(number())).toEqual({
      ok: false,
      error: { kind: 'Unknown', reason: 'TransportFailed' },
    })
    expect(await truth()).toMatchObject({ refunded: 0 })
  })

  const door = () => new URL(running.doorUrl)
  const authorities = () => keys.v2?.identity.authorities

  test('no certificate: an error page', async () => {
    const status = await new Promise((resolve, reject) => {
      const call = httpsRequest(
        `${running.doorUrl}/secapi/pay/reverse`,
        { method: 'POST', ca: authorities() },
        (answer) => resolve(answer.statusCode),
      )
      call.on('error', reject)
      call.end('<xml></xml>')
    })
    expect(status).toBe(400)
  })

  test.each([
    ['after one that showed it', '200'],
    ['after one that showed none', '400'],
  ])('a session that is taken up again without a certificate, %s, is not let in', async (_, before) => {
    const v2 = present(keys.v2, 'the demo has v2 keys')
    const shown = {
      cert: v2.identity.certificate,
      key: v2.identity.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    }
    const ask = (socket: TLSSocket): Promise<string> =>
      new Promise((resolve, reject) => {
        socket.on('error', reject)
        socket.once('data', (data) => resolve(data.toString().slice(9, 12)))
        socket.write('POST /secapi/pay/reverse HTTP/1.1\r\nhost: a\r\ncontent-length: 11\r\n\r\n<xml></xml>')
      })
    const options = { host: door().hostname, port: Number(door().port), ca: authorities() ?? '' }
    const identity = before === '200' ? shown : {}
    const first = connect({ ...options, ...identity, maxVersion: 'TLSv1.2' })
    expect(await ask(first)).toBe(before)
    const session = present(first.getSession(), 'a session can be kept')
    first.destroy()
    const second = connect({ ...options, session, maxVersion: 'TLSv1.2' })
    const status = await ask(second)
    second.destroy()
    expect(status).toBe('400')
  })
})

describe('F22 the first host is gone', () => {
  test('a charge goes to the second host, once, and the first comes back', async () => {
    const wechat = provider()
    await control('/ctl/faults', 'POST', {
      match: { api: 'host', nth: 1 },
      do: { kind: 'host_refuses', ms: 4_000 },
    })
    await expect
      .poll(
        () =>
          fetch(running.url).then(
            () => 'answers',
            () => 'refuses',
          ),
        { interval: 20 },
      )
      .toBe('refuses')
    expect(await charge(wechat)).toMatchObject({ value: { kind: 'Paid' } })
    expect(await wechat.query(number())).toMatchObject({ value: { kind: 'Paid' } })
    expect(await truth()).toMatchObject({ captured: 12_840 })
    await expect
      .poll(() =>
        fetch(running.url).then(
          () => 'answers',
          () => 'refuses',
        ),
      )
      .toBe('answers')
  })
})

describe('F24 the platform dies in the middle of a call', () => {
  test('it comes back with its books, and the query finds what was done', async () => {
    const wechat = provider()
    await control('/ctl/faults', 'POST', { match: { api: 'v2_micropay', nth: 1 }, do: { kind: 'restart' } })
    expect(await charge(wechat)).toEqual({ ok: false, error: { kind: 'Unknown', reason: 'TransportFailed' } })
    await expect
      .poll(async () => wechat.query(number()))
      .toMatchObject({ value: { kind: 'Paid', amountMinor: 12_840 } })
    expect(await (await fetch(`${running.secondUrl}/ctl/faults`)).json()).toEqual({ faults: [] })
  })
})

describe('F7 the clocks disagree by three minutes', () => {
  test('nothing is signed until they agree again', async () => {
    const wechat = provider()
    await wechat.query(number())
    expect(Math.abs((await clockNow()) - Date.now() - aheadMs)).toBeLessThan(60_000)
    aheadMs += 180_000
    await wechat.query(number())
    expect(await wechat.query(number())).toEqual({
      ok: false,
      error: { kind: 'Unknown', reason: 'ClockSkewed' },
    })
    aheadMs -= 180_000
    expect(await wechat.query(number())).toEqual({ ok: false, error: { kind: 'NotFound' } })
  })
})

describe('bills and certificates over the wire', () => {
  test('a bill is fetched with our signature and fits its digest', async () => {
    await charge(provider())
    await advance(86_400_000 + 12 * 3_600_000)
    const day = new Date(Date.now() + aheadMs - 36 * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 10)
    const bill = await provider().bills?.fetchBill(day, 'trade')
    expect(bill?.ok && Buffer.from(bill.value).toString('utf8')).toContain(`\`${number()},`)
  })
})
