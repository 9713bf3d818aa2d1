/** The program as it runs: its own process, real sockets on the loopback, a restart in the middle. */

import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWechatClient, type WechatClient } from '../../../src-server/wechat/client.ts'
import { createFetchSend } from '../../../src-server/wechat/fetch-send.ts'
import { loadMerchantKeys, type MerchantKeys } from '../../../src-server/wechat/keys.ts'
import { readNotification } from '../../../src-server/wechat/notification.ts'
import { nativeOrderBody } from '../../../src-server/wechat/order-body.ts'
import { ended, type Running, startSandbox } from '../support/program.ts'

const faultsSchema = v.object({ faults: v.array(v.object({ seen: v.number() })) })
const clock = { nowMs: () => Date.now() }
const number = 'SW0001261122A1'

let directory: string
const children: ChildProcess[] = []
const servers: Server[] = []
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scanway-sandbox-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) server.close()
  rmSync(directory, { recursive: true, force: true })
})

async function start(): Promise<Running> {
  const running = await startSandbox(directory)
  children.push(running.child)
  return running
}

function keysOf({ merchantKeys }: Running): MerchantKeys {
  const keys = loadMerchantKeys(merchantKeys)
  if (!keys.ok) throw new Error(keys.error.kind)
  return keys.value
}

function clientOf(
  running: Running,
  limits = { exchangeTimeoutMs: 5_000, answerBytesMax: 65_536 },
): WechatClient {
  let nonces = 0
  const nonce = () => {
    nonces += 1
    return `loopback${nonces}`
  }
  const send = createFetchSend(limits)
  return createWechatClient({ keys: keysOf(running), clock, nonce, send, baseUrl: running.url })
}

/** A page that answers every request with the same thing. */
async function page(
  answer: (write: import('node:http').ServerResponse, body: string) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => answer(response, body))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

const body = ({ appid, mchid }: MerchantKeys, notifyUrl: string): string =>
  nativeOrderBody({
    appid,
    mchid,
    outTradeNo: number,
    description: '一篮子商品',
    notifyUrl,
    amountFen: 990,
    expiresAtMs: Date.now() + 180_000,
  })

const post = (url: string, payload: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  })

/** How many calls the first armed fault has struck or counted. */
async function seenFaults(running: Running): Promise<unknown> {
  const answer = await fetch(`${running.url}/ctl/faults`)
  const { faults } = v.parse(faultsSchema, await answer.json())
  return faults[0]?.seen
}

describe('over real sockets', () => {
  test('create, pay in the wallet, be notified, query; then a restart forgets nothing', async () => {
    const first = await start()
    const keys = keysOf(first)
    let tell: (message: { headers: Record<string, string>; body: string }) => void = () => undefined
    const notified = new Promise<{ headers: Record<string, string>; body: string }>((resolve) => {
      tell = resolve
    })
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
        tell({ headers: Object.fromEntries(headers), body: Buffer.concat(chunks).toString() })
        response.writeHead(204).end()
      })
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const notifyUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat/notify`

    const created = await clientOf(first).createNative(body(keys, notifyUrl))
    if (!created.ok) throw new Error(JSON.stringify(created.error))
    await post(`${first.url}/wallet/scan`, { qr: created.value.codeUrl, payer: 'alice' })
    const paid = await post(`${first.url}/wallet/confirm`, { payer: 'alice', out_trade_no: number })
    expect(paid.status).toBe(200)
    expect(readNotification(await notified, keys, Date.now())).toMatchObject({
      value: {
        kind: 'TransactionReported',
        transaction: { kind: 'Paid', outTradeNo: number, amountFen: 990 },
      },
    })

    first.child.kill('SIGTERM')
    expect(await ended(first.child)).toBe(0)
    const second = await start()
    expect(await clientOf(second).queryOrder(number)).toMatchObject({
      value: { kind: 'Paid', amountFen: 990 },
    })
  })

  test('killed without warning, the platform still knows what it captured', async () => {
    const first = await start()
    const created = await clientOf(first).createNative(body(keysOf(first), 'http://127.0.0.1:9/x'))
    if (!created.ok) throw new Error(JSON.stringify(created.error))
    await post(`${first.url}/wallet/confirm`, { payer: 'alice', out_trade_no: number })
    first.child.kill('SIGKILL')
    await ended(first.child)
    const ledger: unknown = await (await fetch(`${(await start()).url}/ctl/ledger`)).json()
    expect(ledger).toMatchObject({ orders: { [number]: { captured: 990, state: 'SUCCESS' } } })
  })

  test('told to end while an answer is held back for a day, the platform ends', async () => {
    const running = await start()
    const day = { kind: 'delay', ms: 86_400_000 }
    await post(`${running.url}/ctl/faults`, { match: { api: 'native' }, do: day })
    const held = clientOf(running).createNative(body(keysOf(running), 'http://127.0.0.1:9/x'))
    await expect.poll(() => seenFaults(running)).toBe(1)
    running.child.kill('SIGTERM')
    expect(await ended(running.child)).toBe(0)
    expect(await held).toMatchObject({ error: { kind: 'OutcomeUnknown' } })
  })

  test('a broken connection after the commit is unknown, and the query finds the truth', async () => {
    const running = await start()
    const fault = { match: { api: 'close', nth: 1 }, do: { kind: 'drop_after_commit' } }
    await post(`${running.url}/ctl/faults`, fault)
    const client = clientOf(running)
    await client.createNative(body(keysOf(running), 'http://127.0.0.1:9/x'))
    expect(await client.closeOrder(number)).toMatchObject({
      error: { kind: 'OutcomeUnknown', reason: { kind: 'TransportFailed' } },
    })
    expect(await client.queryOrder(number)).toMatchObject({ value: { tradeState: 'CLOSED' } })
  })
})

describe('what the real sender makes of a bad network', () => {
  const request = (url: string) => ({ method: 'GET' as const, url, headers: {}, body: '' })
  const failed = (reason: unknown) => ({ ok: false, error: { kind: 'TransportFailed', reason } })
  const send = createFetchSend({ exchangeTimeoutMs: 300, answerBytesMax: 1_000 })

  test('nobody listens', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await send(request(`http://127.0.0.1:${port}/`))).toEqual(failed('ECONNREFUSED'))
  })

  test('an answer that never comes, or never ends', async () => {
    expect(await send(request(await page(() => undefined)))).toEqual(failed('TimeoutError'))
    const drip = await page((response) => {
      response.writeHead(200).write('a')
    })
    expect(await send(request(drip))).toEqual(failed('TimeoutError'))
  })

  test('an answer heavier than the cap', async () => {
    const heavy = await page((response) => {
      response.end('a'.repeat(1_001))
    })
    expect(await send(request(heavy))).toEqual(failed('answer is over 1000 bytes'))
    const light = await page((response) => {
      response.end('a'.repeat(1_000))
    })
    expect(await send(request(light))).toMatchObject({ ok: true })
  })

  test('a redirect: a signed request belongs to one address', async () => {
    const elsewhere = await page((response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
    })
    expect(await send(request(elsewhere))).toMatchObject({ ok: false })
  })

  test('a cut answer and bytes that are no text', async () => {
    const cut = await page((response) => {
      response.writeHead(200, { 'content-length': '10' }).write('abc')
      setImmediate(() => response.destroy())
    })
    expect(await send(request(cut))).toMatchObject({ ok: false })
    const noise = await page((response) => {
      response.end(Buffer.from([0xff, 0xfe, 0xfd]))
    })
    expect(await send(request(noise))).toMatchObject({ ok: false })
  })
})
