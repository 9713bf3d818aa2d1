/** Notifications from the platform to the store: delivered at least once, believed only when authentic. */

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NotifyRequest } from '../../../sandbox/ports.ts'
import { retryLadderMs } from '../../../sandbox/wechat/delivery.ts'
import { seal, signatureHeaders } from '../../../sandbox/wechat/signature.ts'
import { readNotification } from '../../../src-server/wechat/notification.ts'
import { armFault, type Bench, openBench, payOrder, refundOrderBody, startMs } from '../support/bench.ts'
import { fileKeys, number } from '../support/file-keys.ts'

const keys = fileKeys()

const read = (message: Pick<NotifyRequest, 'headers' | 'body'>, nowMs = startMs) =>
  readNotification(message, keys.merchant, nowMs)
const refusal = (kind: string) => ({ ok: false, error: expect.objectContaining({ kind }) })

async function paidBench(): Promise<Bench> {
  const bench = openBench(keys)
  await payOrder(bench, keys, number)
  return bench
}

async function firstNotice(): Promise<NotifyRequest> {
  const bench = await paidBench()
  await bench.gateway.tick()
  const [notice] = bench.page.received
  if (notice === undefined) throw new Error('no notification arrived')
  return notice
}

/** A notification made by hand with the platform's true keys, to be wrong in one chosen way. */
function crafted(fields: {
  readonly event?: string
  readonly resource?: object | string
  readonly envelope?: object
}) {
  const plain = fields.resource ?? {}
  const text = typeof plain === 'string' ? plain : JSON.stringify(plain)
  const resource = {
    original_type: 'transaction',
    ...seal(keys.gateway.apiV3Key, text, 'transaction', 'abcdefghijkl'),
  }
  const body = JSON.stringify({
    id: 'n1',
    create_time: '2026-11-22T11:00:00+08:00',
    resource_type: 'encrypt-resource',
    event_type: fields.event ?? 'TRANSACTION.SUCCESS',
    summary: 'x',
    resource,
    ...fields.envelope,
  })
  return { body, headers: signatureHeaders(keys.gateway.platformKeys[0], body, startMs, 'nonce1') }
}

const success = () => ({
  appid: keys.merchant.appid,
  mchid: keys.merchant.mchid,
  out_trade_no: number,
  transaction_id: '4200000000202611220000000001',
  trade_state: 'SUCCESS',
  success_time: '2026-11-22T11:00:00+08:00',
  amount: { total: 12_840, currency: 'CNY' },
})

describe('what is believed', () => {
  test('a payment is reported with its number, amount and transaction', async () => {
    expect(read(await firstNotice())).toEqual({
      ok: true,
      value: {
        kind: 'TransactionReported',
        id: expect.stringMatching(/^\w{32}$/),
        transaction: expect.objectContaining({ kind: 'Paid', outTradeNo: number, amountFen: 12_840 }),
      },
    })
  })

  test('a refund is reported once it is settled, not when it is accepted', async () => {
    const bench = await paidBench()
    await bench.client.refund('R1', refundOrderBody(number, 'R1'))
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(1)
    bench.clock.advance(2_000)
    await bench.gateway.tick()
    const notice = bench.page.received[1]
    expect(notice && read(notice, bench.clock.nowMs())).toMatchObject({
      value: { kind: 'RefundReported', refund: { outRefundNo: 'R1', state: 'SUCCESS', refundFen: 12_840 } },
    })
  })

  test('a new field that the provider adds one day does no harm', () => {
    expect(read(crafted({ resource: { ...success(), loyalty: { stars: 3 } } }))).toMatchObject({ ok: true })
  })
})

describe('what is refused', () => {
  test('the control: the crafted notification is good before it is spoiled', () => {
    expect(read(crafted({ resource: success() }))).toMatchObject({ ok: true })
  })

  test.each([
    ["another merchant's payment", () => ({ resource: { ...success(), mchid: '1' } }), 'MerchantForeign'],
    ["another app's payment", () => ({ resource: { ...success(), appid: 'wx' } }), 'MerchantForeign'],
    [
      'a paid order without an amount',
      () => ({ resource: { ...success(), amount: undefined } }),
      'NotificationUnreadable',
    ],
    [
      'an amount with a fraction',
      () => ({ resource: { ...success(), amount: { total: 0.5 } } }),
      'NotificationUnreadable',
    ],
    [
      'a state nobody knows',
      () => ({ resource: { ...success(), trade_state: 'MAYBE' } }),
      'NotificationUnreadable',
    ],
    ['a resource that is no JSON', () => ({ resource: 'hello' }), 'NotificationUnreadable'],
    ['an event nobody knows', () => ({ resource: success(), event: 'COUPON.USE' }), 'EventUnknown'],
    [
      'a refund event with a payment inside',
      () => ({ resource: success(), event: 'REFUND.SUCCESS' }),
      'NotificationUnreadable',
    ],
    [
      'an envelope without an id',
      () => ({ resource: success(), envelope: { id: undefined } }),
      'NotificationUnreadable',
    ],
    ['an unsealed resource', () => ({ envelope: { resource: success() } }), 'NotificationUnreadable'],
  ])('%s', (_, fields, kind) => {
    expect(read(crafted(fields()))).toMatchObject(refusal(kind))
  })

  test('a resource sealed under another key', () => {
    const { body } = crafted({ resource: success() })
    const envelope = JSON.parse(body)
    const bytes = Buffer.from(envelope.resource.ciphertext, 'base64')
    bytes.writeUInt8(bytes.readUInt8(3) ^ 0xff, 3)
    const spoiled = { ...envelope.resource, ciphertext: bytes.toString('base64') }
    expect(read(crafted({ envelope: { resource: spoiled } }))).toMatchObject(refusal('ResourceNotOpened'))
  })

  test('a true notification that is altered, old, unsigned or signed by a stranger', async () => {
    const notice = await firstNotice()
    expect(read({ ...notice, body: `${notice.body} ` })).toMatchObject(refusal('SignatureWrong'))
    expect(read(notice, startMs + 300_000)).toMatchObject(refusal('TimestampOutOfRange'))
    expect(read({ ...notice, headers: {} })).toMatchObject(refusal('SignatureMissing'))
    const named = { ...notice.headers, 'wechatpay-serial': 'FFFF' }
    expect(read({ ...notice, headers: named })).toMatchObject(refusal('SerialUnknown'))
  })

  test('any garbage', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.dictionary(fc.string(), fc.string()),
        (body, headers) => {
          return !read({ body, headers }).ok
        },
      ),
    )
  })

  test('any garbage that the platform itself would sign', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (resource) => !read(crafted({ resource })).ok),
      { numRuns: 50 },
    )
  })
})

describe('delivery', () => {
  const idOf = (request: NotifyRequest): string => JSON.parse(request.body).id

  test('a page that is down is called along the whole ladder and then left alone', async () => {
    const bench = await paidBench()
    bench.page.answerWith(undefined)
    await bench.gateway.tick()
    const waits = retryLadderMs.map((waitMs) => waitMs)
    for (const waitMs of waits) {
      const before = bench.page.received.length
      bench.clock.advance(waitMs - 1)
      await bench.gateway.tick()
      expect(bench.page.received.length).toBe(before)
      bench.clock.advance(1)
      await bench.gateway.tick()
      expect(bench.page.received.length).toBe(before + 1)
    }
    bench.clock.advance(30 * 86_400_000)
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(16)
    expect(new Set(bench.page.received.map(idOf)).size).toBe(1)
  })

  test.each([200, 204])('the answer %i ends it', async (status) => {
    const bench = await paidBench()
    bench.page.answerWith(status)
    await bench.gateway.tick()
    bench.clock.advance(86_400_000)
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(1)
  })

  test.each([202, 301, 400, 500])('the answer %i does not end it', async (status) => {
    const bench = await paidBench()
    bench.page.answerWith(status)
    await bench.gateway.tick()
    bench.clock.advance(15_000)
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(2)
  })

  test('each delivery is signed at its own time, so a late retry is still authentic', async () => {
    const bench = await paidBench()
    bench.page.answerWith(500)
    await bench.gateway.tick()
    bench.clock.advance(3_600_000)
    await bench.gateway.tick()
    const [, late] = bench.page.received
    expect(late && read(late, bench.clock.nowMs())).toMatchObject({ ok: true })
  })

  test('a dropped notification comes again by the ladder', async () => {
    const bench = await paidBench()
    await armFault(bench, { api: 'notify', nth: 1 }, { kind: 'notify_drop' })
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(0)
    bench.clock.advance(15_000)
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(1)
  })

  test('a duplicated notification carries the same id each time', async () => {
    const bench = await paidBench()
    await armFault(bench, { api: 'notify', nth: 1 }, { kind: 'notify_duplicate', times: 3 })
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(4)
    expect(new Set(bench.page.received.map(idOf)).size).toBe(1)
  })

  test('a delayed notification comes after its delay, not before', async () => {
    const bench = await paidBench()
    await armFault(bench, { api: 'notify', nth: 1 }, { kind: 'notify_delay', ms: 3_600_000 })
    await bench.gateway.tick()
    bench.clock.advance(3_599_999)
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(0)
    bench.clock.advance(1)
    await bench.gateway.tick()
    expect(bench.page.received.length).toBe(1)
  })

  test('two ticks at once do not deliver twice', async () => {
    const bench = await paidBench()
    await Promise.all([bench.gateway.tick(), bench.gateway.tick()])
    expect(bench.page.received.length).toBe(1)
  })

  test('the same seed gives the same bytes, so that a simulation can be replayed', async () => {
    const trace = async () => {
      const bench = await paidBench()
      await bench.gateway.tick()
      return createHash('sha256')
        .update(JSON.stringify([bench.page.received, bench.store.ledger()]))
        .digest('hex')
    }
    expect(await trace()).toBe(await trace())
  })
})
