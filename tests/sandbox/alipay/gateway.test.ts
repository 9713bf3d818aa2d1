/**
 * The store's client and the sandbox's Alipay face to face, in key mode and in certificate mode: every flow, every
 * rule the real gateway has, and books that agree with what the client was told.
 */

import { describe, expect, test } from 'vitest'
import { retryLadderMs } from '../../../sandbox/alipay/delivery.ts'
import { codeLifeMsMax } from '../../../sandbox/alipay/precreate.ts'
import { demoPassword } from '../../../sandbox/wallet/shoppers.ts'
import { readNotification } from '../../../src-server/alipay/notification.ts'
import {
  armFault,
  chargeBody,
  codeOf,
  ledgerOf,
  number,
  payByQr,
  pressed,
  qrBody,
  wallet,
} from './support/bench.ts'
import { alipaySuite, refundOf, refused, uncertain } from './support/suite.ts'

const suite = alipaySuite()
const { charge, qr } = suite

describe('a QR on the screen', () => {
  test.each(['merchant', 'certified'] as const)(
    'is scanned, paid, told and asked about (%s keys)',
    async (mode) => {
      await suite.reopen(suite.keys[mode])
      await payByQr(suite.bench)
      expect(await suite.bench.client.query(number)).toMatchObject({
        value: { state: 'TRADE_SUCCESS', amountFen: 12_840, paidAtMs: suite.bench.clock.nowMs() },
      })
      await suite.bench.sandbox.tick()
      const [notice] = suite.bench.received
      expect(readNotification(notice?.body ?? '', suite.keys[mode])).toMatchObject({
        value: { trade: { outTradeNo: number, amountFen: 12_840, state: 'TRADE_SUCCESS' } },
      })
      expect(ledgerOf(suite.bench)).toMatchObject({ capturedFen: 12_840, refundedFen: 0 })
    },
  )

  test('does not exist to the merchant until somebody has scanned it', async () => {
    const codeUrl = await qr()
    expect(await suite.bench.client.query(number)).toMatchObject(refused('ACQ.TRADE_NOT_EXIST'))
    expect(await suite.bench.client.close(number)).toMatchObject(refused('ACQ.TRADE_NOT_EXIST'))
    expect(await suite.bench.client.cancel(number)).toMatchObject({ value: { action: undefined } })
    await wallet(suite.bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'WAIT_BUYER_PAY' } })
  })

  test('that was cancelled unscanned can still be paid: the cancel found nothing', async () => {
    const codeUrl = await qr()
    await suite.bench.client.cancel(number)
    await wallet(suite.bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await wallet(suite.bench.sandbox, 'confirm', pressed())).toMatchObject({ status: 200 })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_SUCCESS' } })
  })

  test('is the same when the same order is sent again, and refused when it is another', async () => {
    expect(await qr()).toBe(await qr())
    expect(await suite.bench.client.precreate(number, qrBody({ amountFen: 1 }))).toMatchObject(
      refused('ACQ.CONTEXT_INCONSISTENT'),
    )
  })

  test('dies with its order, and after two hours at the latest', async () => {
    const short = await qr({ lifeMs: 60_000 })
    suite.bench.clock.advance(60_000)
    const scan = (code: string) => wallet(suite.bench.sandbox, 'scan', { qr: code, payer: 'alice' })
    expect(await scan(short)).toMatchObject({ status: 410 })
    const long = await qr({ outTradeNo: 'SW0001261122B1', lifeMs: 86_400_000 })
    suite.bench.clock.advance(codeLifeMsMax)
    expect(await scan(long)).toMatchObject({ status: 410, body: { refusal: { kind: 'CodeExpired' } } })
  })

  test('that was scanned and closed takes no money any more', async () => {
    const codeUrl = await qr()
    await wallet(suite.bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await suite.bench.client.close(number)).toMatchObject({ ok: true })
    expect(await wallet(suite.bench.sandbox, 'confirm', pressed())).toMatchObject({ status: 410 })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_CLOSED' } })
  })

  test('belongs to who scanned first', async () => {
    const codeUrl = await qr()
    await wallet(suite.bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await wallet(suite.bench.sandbox, 'scan', { qr: codeUrl, payer: 'bob' })).toMatchObject({
      body: { refusal: { kind: 'OrderOfAnotherPayer' } },
    })
    expect(await wallet(suite.bench.sandbox, 'confirm', pressed(number, 'bob'))).toMatchObject({
      status: 409,
    })
  })

  test('a trade that runs out unpaid closes by itself', async () => {
    const codeUrl = await qr()
    await wallet(suite.bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    suite.bench.clock.advance(180_000)
    expect(await suite.bench.client.query(number)).toMatchObject({
      value: { state: 'TRADE_CLOSED', paidAtMs: undefined },
    })
  })
})

describe('a shopper’s own code', () => {
  test('is charged at once when the account says yes', async () => {
    expect(await charge('alice')).toMatchObject({
      value: { kind: 'Paid', trade: { outTradeNo: number, amountFen: 12_840 } },
    })
    expect(ledgerOf(suite.bench)?.capturedFen).toBe(12_840)
  })

  test('from a face terminal is charged under its own scene', async () => {
    const token = await codeOf(suite.bench.sandbox, 'alice', 'face')
    expect(await suite.bench.client.pay(number, chargeBody(), 'security_code', token)).toMatchObject({
      value: { kind: 'Paid' },
    })
  })

  test('waits for the password on the phone, and is paid there', async () => {
    expect(await charge('password-bob')).toMatchObject({ value: { kind: 'Waiting' } })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'WAIT_BUYER_PAY' } })
    const near = await suite.bench.sandbox.app.inject('/wallet/nearby?payer=password-bob')
    expect(near.json().asked).toMatchObject([{ provider: 'alipay', out_trade_no: number, amount: 12_840 }])
    const press = pressed(number, 'password-bob')
    expect(await wallet(suite.bench.sandbox, 'confirm', press)).toMatchObject({ status: 403 })
    expect(await wallet(suite.bench.sandbox, 'confirm', { ...press, password: '000000' })).toMatchObject({
      body: { refusal: { kind: 'PasswordWrong' } },
    })
    expect(ledgerOf(suite.bench)?.capturedFen).toBe(0)
    expect(await wallet(suite.bench.sandbox, 'confirm', { ...press, password: demoPassword })).toMatchObject({
      status: 200,
    })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_SUCCESS' } })
  })

  test.each([
    ['short', 'ACQ.BUYER_BALANCE_NOT_ENOUGH'],
    ['risky', 'ACQ.PAYMENT_REQUEST_HAS_RISK'],
  ])('of a %s account is refused for sure', async (user, subCode) => {
    expect(await charge(user)).toMatchObject(refused(subCode))
    expect(ledgerOf(suite.bench)).toBeUndefined()
  })

  test('works once, for a minute, and never as anything else', async () => {
    const code = await codeOf(suite.bench.sandbox, 'alice')
    const pay = (outTradeNo: string, authCode: string) =>
      suite.bench.client.pay(outTradeNo, chargeBody({ outTradeNo }), 'bar_code', authCode)
    expect(await pay('SW0001261122A2', code)).toMatchObject({ ok: true })
    expect(await pay('SW0001261122A3', code)).toMatchObject(refused('ACQ.PAYMENT_AUTH_CODE_INVALID'))
    expect(await pay('SW0001261122A4', '280000000000000000')).toMatchObject({ ok: false })
    const late = await codeOf(suite.bench.sandbox, 'alice')
    suite.bench.clock.advance(60_000)
    expect(await pay('SW0001261122A5', late)).toMatchObject(refused('ACQ.PAYMENT_AUTH_CODE_INVALID'))
  })

  test('the same number with another code is never charged again', async () => {
    await charge('alice')
    expect(await charge('alice')).toMatchObject(refused('ACQ.CONTEXT_INCONSISTENT'))
    expect(ledgerOf(suite.bench)?.capturedFen).toBe(12_840)
  })

  test('cancelled: an unpaid one is closed, a paid one gives the money back, both for good', async () => {
    await charge('password-bob')
    expect(await suite.bench.client.cancel(number)).toMatchObject({ value: { action: 'close' } })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_CLOSED' } })
    const paid = 'SW0001261122A2'
    await charge('alice', { outTradeNo: paid })
    for (let again = 0; again < 2; again += 1)
      expect(await suite.bench.client.cancel(paid)).toMatchObject({ value: { action: 'refund' } })
    expect(ledgerOf(suite.bench, paid)).toMatchObject({ capturedFen: 12_840, refundedFen: 12_840 })
  })

  test('cannot be cancelled a day later', async () => {
    await charge('alice')
    suite.bench.clock.advance(24 * 3_600_000 + 1)
    expect(await suite.bench.client.cancel(number)).toMatchObject(refused('ACQ.TRADE_CANCEL_TIME_OUT'))
  })
})

describe('refunds', () => {
  test('move money once per number, and the query says how much', async () => {
    await payByQr(suite.bench)
    const first = await suite.bench.client.refund(number, refundOf('R1', 2_840))
    expect(first).toMatchObject({ value: { hasMovedMoney: true, refundedFen: 2_840 } })
    const again = await suite.bench.client.refund(number, refundOf('R1', 2_840))
    expect(again).toMatchObject({ value: { hasMovedMoney: false, refundedFen: 2_840 } })
    expect(await suite.bench.client.refund(number, refundOf('R1', 1))).toMatchObject(
      refused('ACQ.DISCORDANT_REPEAT_REQUEST'),
    )
    expect(await suite.bench.client.queryRefund(number, 'R1')).toMatchObject({ value: { refundFen: 2_840 } })
    expect(await suite.bench.client.queryRefund(number, 'R2')).toMatchObject({ ok: true, value: undefined })
    expect(ledgerOf(suite.bench)?.refundedFen).toBe(2_840)
  })

  test('never exceed what was paid, and the whole of it closes the trade', async () => {
    await payByQr(suite.bench)
    await suite.bench.client.refund(number, refundOf('R1', 2_840))
    // Not one of the codes we know to be sure: it stays unknown, and nothing moves.
    expect(await suite.bench.client.refund(number, refundOf('R2', 10_001))).toMatchObject(
      uncertain('CodeUnlisted'),
    )
    expect(await suite.bench.client.refund(number, refundOf('R3', 10_000))).toMatchObject({ ok: true })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_CLOSED' } })
    expect(await suite.bench.provider.query(number)).toMatchObject({
      value: { kind: 'Paid', givenBack: 'all' },
    })
    expect(ledgerOf(suite.bench)?.refundedFen).toBe(12_840)
  })

  test('of nothing paid are refused', async () => {
    const codeUrl = await qr()
    await wallet(suite.bench.sandbox, 'scan', { qr: codeUrl, payer: 'alice' })
    expect(await suite.bench.client.refund(number, refundOf('R1', 1))).toMatchObject({ ok: false })
  })
})

describe('messages', () => {
  test('come again along the ladder until the one word is said, under the same id', async () => {
    suite.bench.answerWith('OK')
    await payByQr(suite.bench)
    await suite.bench.sandbox.tick()
    for (const waitMs of retryLadderMs) {
      suite.bench.clock.advance(waitMs)
      await suite.bench.sandbox.tick()
    }
    suite.bench.clock.advance(86_400_000)
    await suite.bench.sandbox.tick()
    expect(suite.bench.received).toHaveLength(retryLadderMs.length + 1)
    const ids = suite.bench.received.map(({ body }) => new URLSearchParams(body).get('notify_id'))
    expect(new Set(ids).size).toBe(1)
  })

  test('stop at success, and a refund is told too', async () => {
    await payByQr(suite.bench)
    await suite.bench.sandbox.tick()
    suite.bench.clock.advance(86_400_000)
    await suite.bench.sandbox.tick()
    expect(suite.bench.received).toHaveLength(1)
    await suite.bench.client.refund(number, refundOf('R1', 2_840))
    await suite.bench.sandbox.tick()
    expect(readNotification(suite.bench.received[1]?.body ?? '', suite.keys.merchant)).toMatchObject({
      value: { isRefunded: true, trade: { amountFen: 12_840 } },
    })
  })

  test.each([
    ['notify_tampered', 'SignatureWrong'],
    ['notify_wrong_merchant', 'MerchantForeign'],
    ['bad_signature', 'SignatureWrong'],
    ['no_signature', 'SignatureMissing'],
  ])('spoilt by %s change nothing', async (kind, refusal) => {
    await armFault(suite.bench.sandbox, { api: 'alipay_notify' }, { kind })
    await payByQr(suite.bench)
    await suite.bench.sandbox.tick()
    expect(readNotification(suite.bench.received[0]?.body ?? '', suite.keys.merchant)).toMatchObject({
      error: { kind: refusal },
    })
  })
})
