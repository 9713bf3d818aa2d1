/**
 * What keeps the way to WeChat Pay sound over weeks: certificates that are renewed, hosts that go away, clocks that
 * drift, bills that arrive damaged. The platform is the sandbox's; what goes wrong is ours.
 */

import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { fetchBill } from '../../../src-server/wechat/bills.ts'
import { createWechatClient } from '../../../src-server/wechat/client.ts'
import { createClockGuard } from '../../../src-server/wechat/clock-guard.ts'
import { sendToEither } from '../../../src-server/wechat/hosts.ts'
import type { MerchantKeys } from '../../../src-server/wechat/keys.ts'
import { createKeyRenewal, fetchCertificates } from '../../../src-server/wechat/platform-keys.ts'
import type { HttpRequest, HttpSend } from '../../../src-server/wechat/ports.ts'
import { armFault, type Bench, openBench, orderBody, payOrder, startMs } from '../../sandbox/support/bench.ts'
import { fileKeys, number } from '../../sandbox/support/file-keys.ts'

const keys = fileKeys()

const nonce = () => 'nonce000000000001'
const baseUrl = 'http://pay.example'

/** A merchant who was only given the public key, so that every certificate is news. */
function publicKeyOnly(): MerchantKeys {
  const [publicKeyId = ''] = [...keys.merchant.platformKeys.keys()].filter((id) =>
    id.startsWith('PUB_KEY_ID_'),
  )
  const platformKeys = new Map([...keys.merchant.platformKeys].filter(([id]) => id === publicKeyId))
  return { ...keys.merchant, platformKeys, answerSerial: publicKeyId }
}

/** A client with renewal, and the number of times certificates were asked for. */
function renewing(bench: Bench, merchant = publicKeyOnly()) {
  const asked: string[] = []
  const send: HttpSend = (request) => {
    asked.push(new URL(request.url).pathname)
    return bench.send(request)
  }
  const plain = { keys: merchant, clock: bench.clock, nonce, send, baseUrl }
  const renewal = createKeyRenewal(plain)
  const client = createWechatClient({ ...plain, renewal })
  return { client, renewal, fetches: () => asked.filter((path) => path === '/v3/certificates').length }
}

describe('certificates', () => {
  test('an answer under a serial nobody has told us is judged again once the certificates are here', async () => {
    const bench = openBench(keys)
    await armFault(bench, { api: 'native' }, { kind: 'other_key', percent: 100 })
    const without = createWechatClient({
      keys: publicKeyOnly(),
      clock: bench.clock,
      nonce,
      send: bench.send,
      baseUrl,
    })
    expect(await without.createNative(orderBody(keys, number))).toMatchObject({
      error: { reason: { kind: 'AnswerNotAuthentic', refusal: { kind: 'SerialUnknown' } } },
    })
    const { client, fetches } = renewing(bench)
    expect(await client.createNative(orderBody(keys, number))).toMatchObject({ ok: true })
    expect(fetches()).toBe(1)
  })

  test("a stranger's serial does not make us ask more than once a minute, nor believe it", async () => {
    const bench = openBench(keys)
    await armFault(bench, { api: 'query' }, { kind: 'unknown_serial' })
    const { client, fetches } = renewing(bench)
    for (let call = 0; call < 5; call += 1)
      expect(await client.queryOrder(number)).toMatchObject({
        error: { reason: { refusal: { kind: 'SerialUnknown' } } },
      })
    expect(fetches()).toBe(1)
    bench.clock.advance(60_000)
    await client.queryOrder(number)
    expect(fetches()).toBe(2)
  })

  test('they are fetched anew after twelve hours, and not before', async () => {
    const bench = openBench(keys)
    const { client, renewal, fetches } = renewing(bench)
    await client.queryOrder(number)
    await renewal.renew()
    expect(fetches()).toBe(1)
    bench.clock.advance(12 * 3_600_000 - 1)
    await client.queryOrder(number)
    expect(fetches()).toBe(1)
    bench.clock.advance(1)
    await client.queryOrder(number)
    expect(fetches()).toBe(2)
  })

  test('one that has expired is dropped; a key given by hand stays', async () => {
    const bench = openBench(keys)
    const { renewal } = renewing(bench)
    await renewal.renew()
    expect(renewal.keyring.size).toBe(2)
    bench.clock.advance(6 * 365 * 86_400_000)
    await renewal.renew()
    expect([...renewal.keyring.keys()]).toEqual([...publicKeyOnly().platformKeys.keys()])
  })

  test('the previous APIv3 key still opens them while it is being reset; a strange one does not', async () => {
    const bench = openBench(keys)
    const [current] = keys.merchant.apiV3Keys
    if (current === undefined) throw new Error('the demo has an APIv3 key')
    const [strange] = keys.merchant.v2?.keys ?? [current]
    const fetched = (apiV3Keys: MerchantKeys['apiV3Keys']) =>
      fetchCertificates({
        keys: { ...keys.merchant, apiV3Keys },
        clock: bench.clock,
        nonce,
        send: bench.send,
        baseUrl,
      })
    expect(await fetched([strange, current])).toMatchObject({ ok: true })
    expect(await fetched([strange])).toMatchObject({ error: { reason: { kind: 'AnswerUnreadable' } } })
  })

  test.each(['bad_signature', 'no_signature', 'truncate_answer', 'unknown_serial', 'system_error'])(
    'a list that is spoilt (%s) changes nothing',
    async (kind) => {
      const bench = openBench(keys)
      await armFault(
        bench,
        { api: 'certificates' },
        { kind, ...(kind === 'system_error' && { commit: true }) },
      )
      const { renewal } = renewing(bench)
      await renewal.renew()
      expect(renewal.keyring.size).toBe(1)
    },
  )
})

describe('two hosts', () => {
  const sentTo: string[] = []
  const network =
    (down: Readonly<Record<string, string>>): HttpSend =>
    async ({ url }) => {
      const host = new URL(url).host
      sentTo.push(host)
      const reason = down[host]
      return reason === undefined
        ? ok({ status: 200, headers: {}, body: '' })
        : err({ kind: 'TransportFailed', reason })
    }
  const request = { method: 'POST', url: 'http://one/pay', headers: {}, body: 'x' } as const
  const clock = { nowMs: () => startMs }
  const trial = async (down: Readonly<Record<string, string>>, calls = 1) => {
    sentTo.length = 0
    const send = sendToEither(network(down), clock, 'http://one', 'http://two')
    const answers = []
    for (let call = 0; call < calls; call += 1) answers.push((await send(request)).ok)
    return { answers, hosts: [...sentTo] }
  }

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])(
    'the first cannot be connected to (%s): the second is called, and first of all for a while',
    async (reason) => {
      expect(await trial({ one: reason }, 2)).toEqual({ answers: [true, true], hosts: ['one', 'two', 'two'] })
    },
  )

  test.each(['ECONNRESET', 'TimeoutError', 'UND_ERR_SOCKET', 'answer is over 10 bytes'])(
    'the first may have done it (%s): the second is left alone',
    async (reason) => {
      expect(await trial({ one: reason })).toEqual({ answers: [false], hosts: ['one'] })
    },
  )

  test('both gone: the call fails, and the next one tries both', async () => {
    const down = { one: 'ECONNREFUSED', two: 'ECONNREFUSED' }
    expect(await trial(down, 2)).toEqual({ answers: [false, false], hosts: ['one', 'two', 'two', 'one'] })
  })
})

describe('the clock', () => {
  const guarded = (bench: Bench, aheadMs: () => number) => {
    const asked: HttpRequest[] = []
    const send: HttpSend = (request) => {
      asked.push(request)
      return bench.send(request)
    }
    const clock = { nowMs: () => bench.clock.nowMs() + aheadMs() }
    const clockGuard = createClockGuard(clock, send, baseUrl)
    const client = createWechatClient({ keys: keys.merchant, clock, nonce, send, baseUrl, clockGuard })
    return { client, asked }
  }
  const skewed = { error: { reason: { kind: 'ClockSkewed' } } }

  test('two minutes off: nothing is signed; back in time: everything works again', async () => {
    const bench = openBench(keys)
    let aheadMs = 121_000
    const { client, asked } = guarded(bench, () => aheadMs)
    await client.createNative(orderBody(keys, number))
    const before = asked.length
    expect(await client.queryOrder(number)).toMatchObject(skewed)
    expect(asked.slice(before).every(({ headers }) => headers['authorization'] === undefined)).toBe(true)
    aheadMs = 0
    bench.clock.advance(10_000)
    expect(await client.queryOrder(number)).toMatchObject({ ok: true })
  })

  test('less than that is borne', async () => {
    const bench = openBench(keys)
    const { client } = guarded(bench, () => -119_000)
    await client.createNative(orderBody(keys, number))
    expect(await client.queryOrder(number)).toMatchObject({ ok: true })
  })
})

describe('a bill', () => {
  const bill = async (change: (bytes: Buffer) => Buffer, hosts: readonly string[] = ['localhost']) => {
    const bench = openBench(keys)
    await payOrder(bench, keys, number)
    bench.clock.advance(86_400_000)
    const ports = {
      keys: keys.merchant,
      clock: bench.clock,
      nonce,
      send: bench.send,
      baseUrl,
      billHosts: new Set(hosts),
    }
    const download = async ({ url, headers }: HttpRequest) => {
      const { pathname, search } = new URL(url)
      const answer = await bench.gateway.app.inject({ url: pathname + search, headers })
      return ok({ status: answer.statusCode, bytes: change(answer.rawPayload) })
    }
    return fetchBill({ ...ports, download }, '2026-11-22', 'trade')
  }
  const damaged = { error: { kind: 'OutcomeUnknown', reason: { kind: 'BillDamaged' } } }

  test('whole, packed as it came', async () => {
    expect(await bill((bytes) => bytes)).toMatchObject({ ok: true })
  })

  test.each([
    ['broken off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['another file, well packed', () => gzipSync('hello')],
    ['a page', () => Buffer.from('<html/>')],
    ['empty', () => Buffer.alloc(0)],
  ])('%s is not taken', async (_, change) => {
    expect(await bill(change)).toMatchObject(damaged)
  })

  test('our signature goes to no strange host', async () => {
    expect(await bill((bytes) => bytes, ['elsewhere'])).toMatchObject({
      error: { reason: { kind: 'AnswerForeign' } },
    })
  })
})
