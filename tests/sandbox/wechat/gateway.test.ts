/** The sandbox platform by itself: it must be as strict as the real one, or it proves nothing. */

import { createDecipheriv, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authorization } from '../../../src-server/wechat/signature.ts'
import {
  armFault,
  type Bench,
  ledgerOf,
  notifyUrl,
  openBench,
  orderBody,
  payOrder,
  refundOrderBody,
  startMs,
  wallet,
} from '../support/bench.ts'
import { fileKeys, number } from '../support/file-keys.ts'

const keys = fileKeys()

const nativeUrl = '/v3/pay/transactions/native'

/** A request signed by the merchant, with whatever the test wants to be wrong. */
async function ask(
  bench: Bench,
  url: string,
  body: string | undefined,
  wrong: { readonly atMs?: number; readonly signedBody?: string; readonly authorization?: string } = {},
) {
  const method = body === undefined ? 'GET' : 'POST'
  const timestampSeconds = Math.floor((wrong.atMs ?? bench.clock.nowMs()) / 1000)
  const signed = { method, target: url, timestampSeconds, nonce: 'n1', body: wrong.signedBody ?? body ?? '' }
  const headers = {
    authorization: wrong.authorization ?? authorization(keys.merchant, signed),
    'content-type': 'application/json',
  }
  const answer = await bench.gateway.app.inject({ method, url, headers, ...(body && { payload: body }) })
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
}

const order = (fields: object): string =>
  JSON.stringify({ ...JSON.parse(orderBody(keys, number)), ...fields })

describe('request signatures', () => {
  test.each([
    ['an altered body', { signedBody: '{}' }],
    ['a clock five minutes behind', { atMs: startMs - 301_000 }],
    ['a clock five minutes ahead', { atMs: startMs + 301_000 }],
    ['no scheme', { authorization: 'Basic abc' }],
    ['no fields', { authorization: 'WECHATPAY2-SHA256-RSA2048 ' }],
    ['an empty header', { authorization: '' }],
  ])('%s is refused with 401 SIGN_ERROR, and nothing is written', async (_, wrong) => {
    const bench = openBench(keys)
    const answer = await ask(bench, nativeUrl, orderBody(keys, number), wrong)
    expect(answer).toMatchObject({ status: 401, body: { code: 'SIGN_ERROR' } })
    expect(bench.store.ledger()).toEqual([])
  })

  test("a signature for one path does not open another: an order's query cannot become its close", async () => {
    const bench = openBench(keys)
    await bench.client.createNative(orderBody(keys, number))
    const target = `/v3/pay/transactions/out-trade-no/${number}?mchid=${keys.merchant.mchid}`
    const timestampSeconds = startMs / 1000
    const signed = authorization(keys.merchant, {
      method: 'GET',
      target,
      timestampSeconds,
      nonce: 'n',
      body: '',
    })
    const close = `/v3/pay/transactions/out-trade-no/${number}/close`
    expect(await ask(bench, close, '{}', { authorization: signed })).toMatchObject({ status: 401 })
  })

  test('no garbage in the Authorization header gets in or breaks the platform', async () => {
    const bench = openBench(keys)
    const garbage = fc.stringMatching(/^(WECHATPAY2-SHA256-RSA2048 )?[ -~]{0,80}$/)
    await fc.assert(
      fc.asyncProperty(garbage, async (text) => {
        const answer = await ask(bench, nativeUrl, orderBody(keys, number), { authorization: text })
        return answer.status === 401
      }),
    )
    expect(bench.store.ledger()).toEqual([])
  })
})

describe('creating an order', () => {
  test.each([
    ['a fraction of a fen', { amount: { total: 1.5 } }, '/amount/total'],
    ['an amount as text', { amount: { total: '100' } }, '/amount/total'],
    ['nothing to pay', { amount: { total: 0 } }, '/amount/total'],
    ['another currency', { amount: { total: 1, currency: 'USD' } }, '/amount/currency'],
    ['a number that is too short', { out_trade_no: 'SW001' }, '/out_trade_no'],
    ['a number that is too long', { out_trade_no: 'S'.repeat(33) }, '/out_trade_no'],
    ['a number with a space', { out_trade_no: 'SW 0001261122' }, '/out_trade_no'],
    ['a description that is too long', { description: 'x'.repeat(128) }, '/description'],
    ['a moment that is none', { time_expire: '2026-13-40T99:00:00+08:00' }, '/time_expire'],
    ['a moment without a zone', { time_expire: '2026-11-22T12:00:00' }, '/time_expire'],
    ['a plain-text address on the open net', { notify_url: 'http://store.example/x' }, '/notify_url'],
    ['an address with a query', { notify_url: 'https://store.example/x?y=1' }, '/notify_url'],
  ])('%s is refused and the field is named', async (_, fields, field) => {
    const answer = await ask(openBench(keys), nativeUrl, order(fields))
    expect(answer).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR', detail: { field } } })
  })

  test.each([
    ['at the top', { colour: 'red' }, '/colour'],
    ['inside the amount', { amount: { total: 1, tip: 1 } }, '/amount/tip'],
  ])('an unknown field %s is refused', async (_, fields, field) => {
    const answer = await ask(openBench(keys), nativeUrl, order(fields))
    expect(answer.body).toMatchObject({ code: 'PARAM_ERROR', detail: { field, issue: '270924358' } })
  })

  test.each([{ mchid: '1900000002' }, { appid: 'wx0000000000000000' }])(
    'an order for somebody else (%j) is refused',
    async (fields) => {
      const answer = await ask(openBench(keys), nativeUrl, order(fields))
      expect(answer).toMatchObject({ status: 400, body: { code: 'APPID_MCHID_NOT_MATCH' } })
    },
  )

  test('the same parameters give a new code and the old one dies; field order does not matter', async () => {
    const bench = openBench(keys)
    const first = await ask(bench, nativeUrl, orderBody(keys, number))
    const backwards = JSON.stringify(
      Object.fromEntries(Object.entries(JSON.parse(orderBody(keys, number))).reverse()),
    )
    const second = await ask(bench, nativeUrl, backwards)
    expect(second.status).toBe(200)
    expect(second.body.code_url).not.toBe(first.body.code_url)
    expect(await wallet(bench, 'scan', { qr: first.body.code_url })).toMatchObject({ status: 404 })
    expect(await wallet(bench, 'scan', { qr: second.body.code_url })).toMatchObject({ status: 200 })
  })

  test.each([
    ['amount', { amount: { total: 12_841, currency: 'CNY' } }],
    ['currency left out', { amount: { total: 12_840 } }],
    ['expiry', { time_expire: '2026-11-22T11:03:01+08:00' }],
    ['description', { description: 'Basket at lane 4' }],
    ['address', { notify_url: `${notifyUrl}2` }],
  ])('the same number with another %s is refused', async (_, fields) => {
    const bench = openBench(keys)
    await ask(bench, nativeUrl, orderBody(keys, number))
    expect(await ask(bench, nativeUrl, order(fields))).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', detail: { issue: '268498688' } },
    })
  })

  test('no garbage body is taken for an order or breaks the platform', async () => {
    const bench = openBench(keys)
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string({ minLength: 1 })), async (body) => {
        const answer = await ask(bench, nativeUrl, body)
        return answer.status === 400
      }),
    )
    expect(bench.store.ledger()).toEqual([])
  })
})

describe('query and close', () => {
  test('an order is found by either number, and only by its own merchant', async () => {
    const bench = openBench(keys)
    await payOrder(bench, keys, number)
    const mchid = `?mchid=${keys.merchant.mchid}`
    const byNumber = await ask(bench, `/v3/pay/transactions/out-trade-no/${number}${mchid}`, undefined)
    const id = byNumber.body.transaction_id
    expect((await ask(bench, `/v3/pay/transactions/id/${id}${mchid}`, undefined)).body).toEqual(byNumber.body)
    expect(await ask(bench, `/v3/pay/transactions/id/${id}?mchid=1`, undefined)).toMatchObject({
      status: 400,
    })
    expect(await ask(bench, `/v3/pay/transactions/id/${id}`, undefined)).toMatchObject({ status: 400 })
  })

  test('an order past its expiry cannot be paid, yet stays open until it is closed', async () => {
    const bench = openBench(keys)
    const { body } = await ask(bench, nativeUrl, orderBody(keys, number))
    bench.clock.advance(180_000)
    expect(await wallet(bench, 'scan', { qr: body.code_url })).toMatchObject({
      status: 410,
      body: { refusal: { kind: 'OrderExpired' } },
    })
    expect(await bench.client.queryOrder(number)).toMatchObject({ value: { tradeState: 'NOTPAY' } })
    expect(await bench.client.closeOrder(number)).toMatchObject({ ok: true })
  })

  test('an order without an expiry closes by itself after seven days', async () => {
    const bench = openBench(keys)
    const { time_expire: _, ...endless } = JSON.parse(orderBody(keys, number))
    await ask(bench, nativeUrl, JSON.stringify(endless))
    bench.clock.advance(7 * 86_400_000 - 1)
    expect(await bench.client.queryOrder(number)).toMatchObject({ value: { tradeState: 'NOTPAY' } })
    bench.clock.advance(1)
    expect(await bench.client.queryOrder(number)).toMatchObject({ value: { tradeState: 'CLOSED' } })
  })
})

describe('refunds', () => {
  const refundsUrl = '/v3/refund/domestic/refunds'

  test('one refund number gives money back once, however often it is sent', async () => {
    const bench = openBench(keys)
    await payOrder(bench, keys, number)
    for (let send = 0; send < 5; send += 1) {
      expect(await ask(bench, refundsUrl, refundOrderBody(number, 'R1'))).toMatchObject({ status: 200 })
      bench.clock.advance(70_000)
    }
    expect(ledgerOf(bench, number)?.refundedFen).toBe(12_840)
  })

  test('one refund number with another amount is refused', async () => {
    const bench = openBench(keys)
    await payOrder(bench, keys, number)
    await ask(bench, refundsUrl, refundOrderBody(number, 'R1', 100))
    expect(await ask(bench, refundsUrl, refundOrderBody(number, 'R1', 200))).toMatchObject({
      body: { code: 'INVALID_REQUEST', detail: { issue: '268498688' } },
    })
  })

  test('an unpaid order, a wrong total and a refund too late are refused', async () => {
    const bench = openBench(keys)
    await ask(bench, nativeUrl, orderBody(keys, number))
    expect(await ask(bench, refundsUrl, refundOrderBody(number, 'R1'))).toMatchObject({ status: 400 })
    await payOrder(bench, keys, number)
    const wrongTotal = refundOrderBody(number, 'R1').replace('"total":12840', '"total":12841')
    expect(await ask(bench, refundsUrl, wrongTotal)).toMatchObject({ status: 400 })
    bench.clock.advance(366 * 86_400_000)
    expect(await ask(bench, refundsUrl, refundOrderBody(number, 'R1'))).toMatchObject({ status: 400 })
    expect(ledgerOf(bench, number)?.refundedFen).toBe(0)
  })

  test('all refunds of an order together never exceed it', async () => {
    const parts = fc.array(fc.integer({ min: 1, max: 12_840 }), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(parts, async (amounts) => {
        const bench = openBench(keys)
        await payOrder(bench, keys, number)
        for (const [index, fen] of amounts.entries()) {
          bench.clock.advance(60_000)
          await ask(bench, refundsUrl, refundOrderBody(number, `R${index}`, fen))
        }
        bench.clock.advance(60_000)
        await bench.gateway.tick()
        const refunded = ledgerOf(bench, number)?.refundedFen ?? -1
        bench.store.close()
        return refunded >= Math.min(amounts[0] ?? 0, 12_840) && refunded <= 12_840
      }),
      { numRuns: 20 },
    )
  })
})

describe('certificates', () => {
  test('the platform hands out its certificate sealed, and only to its merchant', async () => {
    const bench = openBench(keys)
    const { body } = await ask(bench, '/v3/certificates', undefined)
    const [{ serial_no, encrypt_certificate: sealed }] = body.data
    const bytes = Buffer.from(sealed.ciphertext, 'base64')
    const [apiV3Key] = keys.merchant.apiV3Keys
    if (apiV3Key === undefined) throw new Error('no key')
    const decipher = createDecipheriv('aes-256-gcm', apiV3Key, sealed.nonce)
    decipher.setAAD(Buffer.from(sealed.associated_data)).setAuthTag(bytes.subarray(-16))
    const pem = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString()
    const certificate = new X509Certificate(pem)
    expect(certificate.serialNumber).toBe(serial_no)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    const known = keys.merchant.platformKeys.get(serial_no)
    expect(known && certificate.publicKey.equals(known)).toBe(true)
    expect(await ask(bench, '/v3/certificates', undefined, { authorization: 'x' })).toMatchObject({
      status: 401,
    })
  })
})

describe('books and control', () => {
  test('orders, payments, refunds and owed notifications survive a restart', async () => {
    const file = join(keys.directory, 'restart.db')
    const before = openBench(keys, { file })
    before.page.answerWith(undefined)
    await payOrder(before, keys, number)
    await before.client.refund('R1', refundOrderBody(number, 'R1', 40))
    await before.gateway.tick()
    const books = before.store.ledger()
    await before.gateway.app.close()
    before.store.close()

    const after = openBench(keys, { file })
    expect(after.store.ledger()).toEqual(books)
    expect(await after.client.queryOrder(number)).toMatchObject({ value: { kind: 'Paid' } })
    after.clock.advance(15_000)
    await after.gateway.tick()
    expect(ledgerOf(after, number)).toMatchObject({ capturedFen: 12_840, refundedFen: 40 })
    expect(after.page.received.length).toBe(2)
    after.store.close()
  })

  test('an order is never captured twice, even by a defect that tries', async () => {
    const bench = openBench(keys)
    await payOrder(bench, keys, number)
    const again = { atMs: startMs, outTradeNo: number, kind: 'Captured', amountFen: 12_840 } as const
    expect(() => bench.store.appendEvent(again)).toThrow(/UNIQUE/)
  })

  test('the ledger page tells captured, refunded and every event', async () => {
    const bench = openBench(keys)
    await payOrder(bench, keys, number)
    const { orders } = (await bench.gateway.app.inject('/ctl/ledger')).json()
    expect(orders[number]).toMatchObject({ amount: 12_840, state: 'SUCCESS', captured: 12_840, refunded: 0 })
    expect(orders[number].events.map((event: { kind: string }) => event.kind)).toEqual([
      'Created',
      'Scanned',
      'Captured',
    ])
  })

  test.each([
    [{ match: { api: 'native' }, do: { kind: 'explode' } }],
    [{ match: { api: 'moon' }, do: { kind: 'delay', ms: 1 } }],
    [{ match: { api: 'native' }, do: { kind: 'notify_drop' } }],
    [{ match: { api: 'notify' }, do: { kind: 'delay', ms: 1 } }],
    [{ match: { api: 'native', nth: 0 }, do: { kind: 'delay', ms: 1 } }],
    [{ do: { kind: 'delay', ms: -1 }, match: { api: 'native' } }],
    ['drop it'],
  ])('the fault %j is refused instead of silently never striking', async (payload) => {
    const bench = openBench(keys)
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(payload)
    const answer = await bench.gateway.app.inject({
      method: 'POST',
      url: '/ctl/faults',
      headers,
      payload: body,
    })
    expect(answer.statusCode).toBe(400)
  })

  test('a fault strikes the one call it names and no other', async () => {
    const bench = openBench(keys)
    await armFault(bench, { api: 'query', nth: 2, out_trade_no: number }, { kind: 'drop_before_commit' })
    await bench.client.createNative(orderBody(keys, number))
    await bench.client.createNative(orderBody(keys, 'SW0002261122A1'))
    const outcomes: boolean[] = []
    for (const asked of [number, 'SW0002261122A1', number, number]) {
      outcomes.push((await bench.client.queryOrder(asked)).ok)
    }
    expect(outcomes).toEqual([true, true, false, true])
  })

  test('a delay passes on the gateway clock and then answers truly', async () => {
    const bench = openBench(keys)
    await armFault(bench, { api: 'native' }, { kind: 'delay', ms: 20_000 })
    expect(await bench.client.createNative(orderBody(keys, number))).toMatchObject({ ok: true })
    expect(bench.clock.waited()).toBe(20_000)
    await bench.gateway.app.inject({ method: 'DELETE', url: '/ctl/faults' })
    await bench.client.queryOrder(number)
    expect(bench.clock.waited()).toBe(20_000)
  })
})
