/**
 * The store's client and the sandbox's Alipay face to face, in key mode and in certificate mode: every flow, every
 * rule the real gateway has, and books that agree with what the client was told.
 */

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { retryLadderMs } from '../../sandbox/alipay/delivery.ts'
import { codeLifeMsMax } from '../../sandbox/alipay/precreate.ts'
import { demoPassword } from '../../sandbox/wallet/shoppers.ts'
import { readNotification } from '../../src-server/alipay/notification.ts'
import { refundBody } from '../../src-server/alipay/order-body.ts'
import { type DemoKeys, demoKeys } from '../sandbox/support/bench.ts'
import {
  type AlipayBench,
  type AlipayDemoKeys,
  alipayDemoKeys,
  armFault,
  chargeBody,
  codeOf,
  ledgerOf,
  number,
  openAlipayBench,
  payByQr,
  pressed,
  qrBody,
  wallet,
} from './support/bench.ts'

let keys: AlipayDemoKeys
let wechatKeys: DemoKeys
let bench: AlipayBench

beforeAll(() => {
  keys = alipayDemoKeys()
  wechatKeys = demoKeys()
})
afterAll(() => {
  keys.remove()
  wechatKeys.remove()
})
beforeEach(() => {
  bench = openAlipayBench(keys, { wechatKeys })
})
afterEach(() => bench.close())

const refused = (subCode: string) => ({ ok: false, error: { kind: 'CallRefused', subCode } })
const uncertain = (kind: string) => ({ ok: false, error: { kind: 'OutcomeUnknown', reason: { kind } } })
const refundOf = (outRequestNo: string, refundFen: number) =>
  refundBody({ outTradeNo: number, outRequestNo, refundFen, reason: '退' })

async function qr(fields: Parameters<typeof qrBody>[0] = {}): Promise<string> {
  const created = await bench.client.precreate(fields.outTradeNo ?? number, qrBody(fields))
  if (!created.ok) throw new Error(JSON.stringify(created.error))
  return created.value.codeUrl
}

const charge = async (user: string, fields: Parameters<typeof chargeBody>[0] = {}) =>
  bench.client.pay(
    fields.outTradeNo ?? number,
    chargeBody(fields),
    'bar_code',
    await codeOf(bench.sandbox, user),
  )

describe('a QR on the screen', () => {
  test.each(['merchant', 'certified'] as const)(
    'is scanned, paid, told and asked about (%s keys)',
    async (mode) => {
      await bench.close()
      bench = openAlipayBench(keys, { wechatKeys, merchant: keys[mode] })
      await payByQr(bench)
      expect(await bench.client.query(number)).toMatchObject({
        value: { state: 'TRADE_SUCCESS', amountFen: 12_840, paidAtMs: bench.clock.nowMs() },
      })
      await bench.sandbox.tick()
      const [notice] = bench.received
      expect(readNotification(notice?.body ?? '', keys[mode])).toMatchObject({
        value: { trade: { outTradeNo: number, amountFen: 12_840, state: 'TRADE_SUCCESS' } },
      })
      expect(ledgerOf(bench)).toMatchObject({ capturedFen: 12_840, refundedFen: 0 })
    },
  )

  test('does not exist to the merchant until somebody has scanned it', async () => {
    const codeUrl = await qr()
    expect(await bench.client.query(number)).toMatchObject(refused('ACQ.TRADE_NOT_EXIST'))
    expect(await bench.client.close(number)).toMatchObject(refused('ACQ.TRADE_NOT_EXIST'))
    expect(await bench.client.cancel(number)).toMatchObject({ value: { action: undefined } })
    await wallet(bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await bench.client.query(number)).toMatchObject({ value: { state: 'WAIT_BUYER_PAY' } })
  })

  test('that was cancelled unscanned can still be paid: the cancel found nothing', async () => {
    const codeUrl = await qr()
    await bench.client.cancel(number)
    await wallet(bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await wallet(bench.sandbox, 'confirm', pressed())).toMatchObject({ status: 200 })
    expect(await bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_SUCCESS' } })
  })

  test('is the same when the same order is sent again, and refused when it is another', async () => {
    expect(await qr()).toBe(await qr())
    expect(await bench.client.precreate(number, qrBody({ amountFen: 1 }))).toMatchObject(
      refused('ACQ.CONTEXT_INCONSISTENT'),
    )
  })

  test('dies with its order, and after two hours at the latest', async () => {
    const short = await qr({ lifeMs: 60_000 })
    bench.clock.advance(60_000)
    const scan = (code: string) => wallet(bench.sandbox, 'scan', { qr: code, payer: 'alice' })
    expect(await scan(short)).toMatchObject({ status: 410 })
    const long = await qr({ outTradeNo: 'SW0001261122B1', lifeMs: 86_400_000 })
    bench.clock.advance(codeLifeMsMax)
    expect(await scan(long)).toMatchObject({ status: 410, body: { refusal: { kind: 'CodeExpired' } } })
  })

  test('that was scanned and closed takes no money any more', async () => {
    const codeUrl = await qr()
    await wallet(bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await bench.client.close(number)).toMatchObject({ ok: true })
    expect(await wallet(bench.sandbox, 'confirm', pressed())).toMatchObject({ status: 410 })
    expect(await bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_CLOSED' } })
  })

  test('belongs to who scanned first', async () => {
    const codeUrl = await qr()
    await wallet(bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await wallet(bench.sandbox, 'scan', { qr: codeUrl, payer: 'bob' })).toMatchObject({
      body: { refusal: { kind: 'OrderOfAnotherPayer' } },
    })
    expect(await wallet(bench.sandbox, 'confirm', pressed(number, 'bob'))).toMatchObject({ status: 409 })
  })

  test('a trade that runs out unpaid closes by itself', async () => {
    const codeUrl = await qr()
    await wallet(bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    bench.clock.advance(180_000)
    expect(await bench.client.query(number)).toMatchObject({
      value: { state: 'TRADE_CLOSED', paidAtMs: undefined },
    })
  })
})

describe('a shopper’s own code', () => {
  test('is charged at once when the account says yes', async () => {
    expect(await charge('alice')).toMatchObject({
      value: { kind: 'Paid', trade: { outTradeNo: number, amountFen: 12_840 } },
    })
    expect(ledgerOf(bench)?.capturedFen).toBe(12_840)
  })

  test('from a face terminal is charged under its own scene', async () => {
    const token = await codeOf(bench.sandbox, 'alice', 'face')
    expect(await bench.client.pay(number, chargeBody(), 'security_code', token)).toMatchObject({
      value: { kind: 'Paid' },
    })
  })

  test('waits for the password on the phone, and is paid there', async () => {
    expect(await charge('password-bob')).toMatchObject({ value: { kind: 'Waiting' } })
    expect(await bench.client.query(number)).toMatchObject({ value: { state: 'WAIT_BUYER_PAY' } })
    const near = await bench.sandbox.app.inject('/wallet/nearby?payer=password-bob')
    expect(near.json().asked).toMatchObject([{ provider: 'alipay', out_trade_no: number, amount: 12_840 }])
    const press = pressed(number, 'password-bob')
    expect(await wallet(bench.sandbox, 'confirm', press)).toMatchObject({ status: 403 })
    expect(await wallet(bench.sandbox, 'confirm', { ...press, password: '000000' })).toMatchObject({
      body: { refusal: { kind: 'PasswordWrong' } },
    })
    expect(ledgerOf(bench)?.capturedFen).toBe(0)
    expect(await wallet(bench.sandbox, 'confirm', { ...press, password: demoPassword })).toMatchObject({
      status: 200,
    })
    expect(await bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_SUCCESS' } })
  })

  test.each([
    ['short', 'ACQ.BUYER_BALANCE_NOT_ENOUGH'],
    ['risky', 'ACQ.PAYMENT_REQUEST_HAS_RISK'],
  ])('of a %s account is refused for sure', async (user, subCode) => {
    expect(await charge(user)).toMatchObject(refused(subCode))
    expect(ledgerOf(bench)).toBeUndefined()
  })

  test('works once, for a minute, and never as anything else', async () => {
    const code = await codeOf(bench.sandbox, 'alice')
    const pay = (outTradeNo: string, authCode: string) =>
      bench.client.pay(outTradeNo, chargeBody({ outTradeNo }), 'bar_code', authCode)
    expect(await pay('SW0001261122A2', code)).toMatchObject({ ok: true })
    expect(await pay('SW0001261122A3', code)).toMatchObject(refused('ACQ.PAYMENT_AUTH_CODE_INVALID'))
    expect(await pay('SW0001261122A4', '280000000000000000')).toMatchObject({ ok: false })
    const late = await codeOf(bench.sandbox, 'alice')
    bench.clock.advance(60_000)
    expect(await pay('SW0001261122A5', late)).toMatchObject(refused('ACQ.PAYMENT_AUTH_CODE_INVALID'))
  })

  test('the same number with another code is never charged again', async () => {
    await charge('alice')
    expect(await charge('alice')).toMatchObject(refused('ACQ.CONTEXT_INCONSISTENT'))
    expect(ledgerOf(bench)?.capturedFen).toBe(12_840)
  })

  test('cancelled: an unpaid one is closed, a paid one gives the money back, both for good', async () => {
    await charge('password-bob')
    expect(await bench.client.cancel(number)).toMatchObject({ value: { action: 'close' } })
    expect(await bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_CLOSED' } })
    const paid = 'SW0001261122A2'
    await charge('alice', { outTradeNo: paid })
    for (let again = 0; again < 2; again += 1)
      expect(await bench.client.cancel(paid)).toMatchObject({ value: { action: 'refund' } })
    expect(ledgerOf(bench, paid)).toMatchObject({ capturedFen: 12_840, refundedFen: 12_840 })
  })

  test('cannot be cancelled a day later', async () => {
    await charge('alice')
    bench.clock.advance(24 * 3_600_000 + 1)
    expect(await bench.client.cancel(number)).toMatchObject(refused('ACQ.TRADE_CANCEL_TIME_OUT'))
  })
})

describe('refunds', () => {
  test('move money once per number, and the query says how much', async () => {
    await payByQr(bench)
    const first = await bench.client.refund(number, refundOf('R1', 2_840))
    expect(first).toMatchObject({ value: { hasMovedMoney: true, refundedFen: 2_840 } })
    const again = await bench.client.refund(number, refundOf('R1', 2_840))
    expect(again).toMatchObject({ value: { hasMovedMoney: false, refundedFen: 2_840 } })
    expect(await bench.client.refund(number, refundOf('R1', 1))).toMatchObject(
      refused('ACQ.DISCORDANT_REPEAT_REQUEST'),
    )
    expect(await bench.client.queryRefund(number, 'R1')).toMatchObject({ value: { refundFen: 2_840 } })
    expect(await bench.client.queryRefund(number, 'R2')).toMatchObject({ ok: true, value: undefined })
    expect(ledgerOf(bench)?.refundedFen).toBe(2_840)
  })

  test('never exceed what was paid, and the whole of it closes the trade', async () => {
    await payByQr(bench)
    await bench.client.refund(number, refundOf('R1', 2_840))
    // Not one of the codes we know to be sure: it stays unknown, and nothing moves.
    expect(await bench.client.refund(number, refundOf('R2', 10_001))).toMatchObject(uncertain('CodeUnlisted'))
    expect(await bench.client.refund(number, refundOf('R3', 10_000))).toMatchObject({ ok: true })
    expect(await bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_CLOSED' } })
    expect(await bench.provider.query(number)).toMatchObject({ value: { kind: 'Paid', isRefunded: true } })
    expect(ledgerOf(bench)?.refundedFen).toBe(12_840)
  })

  test('of nothing paid are refused', async () => {
    const codeUrl = await qr()
    await wallet(bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await bench.client.refund(number, refundOf('R1', 1))).toMatchObject({ ok: false })
  })
})

describe('messages', () => {
  test('come again along the ladder until the one word is said, under the same id', async () => {
    bench.answerWith('OK')
    await payByQr(bench)
    await bench.sandbox.tick()
    for (const waitMs of retryLadderMs) {
      bench.clock.advance(waitMs)
      await bench.sandbox.tick()
    }
    bench.clock.advance(86_400_000)
    await bench.sandbox.tick()
    expect(bench.received).toHaveLength(retryLadderMs.length + 1)
    const ids = bench.received.map(({ body }) => new URLSearchParams(body).get('notify_id'))
    expect(new Set(ids).size).toBe(1)
  })

  test('stop at success, and a refund is told too', async () => {
    await payByQr(bench)
    await bench.sandbox.tick()
    bench.clock.advance(86_400_000)
    await bench.sandbox.tick()
    expect(bench.received).toHaveLength(1)
    await bench.client.refund(number, refundOf('R1', 2_840))
    await bench.sandbox.tick()
    expect(readNotification(bench.received[1]?.body ?? '', keys.merchant)).toMatchObject({
      value: { isRefunded: true, trade: { amountFen: 12_840 } },
    })
  })

  test.each([
    ['notify_tampered', 'SignatureWrong'],
    ['notify_wrong_merchant', 'MerchantForeign'],
    ['bad_signature', 'SignatureWrong'],
    ['no_signature', 'SignatureMissing'],
  ])('spoilt by %s change nothing', async (kind, refusal) => {
    await armFault(bench.sandbox, { api: 'alipay_notify' }, { kind })
    await payByQr(bench)
    await bench.sandbox.tick()
    expect(readNotification(bench.received[0]?.body ?? '', keys.merchant)).toMatchObject({
      error: { kind: refusal },
    })
  })
})
