/**
 * The sandbox's Alipay in trouble, and the store's client in the middle of it: strangers, lost answers, keys that
 * change, cancels that end nothing, shoppers who are slow. Whatever is not proven stays unknown, and asking finds out.
 */

import { describe, expect, test } from 'vitest'
import { armFault, ledgerOf, number, payByQr } from './support/bench.ts'
import { alipaySuite, refundOf, refused, uncertain } from './support/suite.ts'

const suite = alipaySuite()
const { charge, qr } = suite

describe('who may speak', () => {
  test('a stranger’s key, a clock far off and foreign certificates are not heard', async () => {
    const stranger = { ...suite.keys.merchant, privateKey: suite.keys.gateway.current.privateKey }
    await suite.reopen(stranger)
    expect(await suite.bench.client.query(number)).toMatchObject(uncertain('CodeUnlisted'))
    const trust = { ...suite.keys.certified.trust, appCertSn: '0'.repeat(32) } as const
    await suite.reopen({ ...suite.keys.certified, trust })
    expect(await suite.bench.client.query(number)).toMatchObject({ ok: false })
  })

  test.each([
    ['nothing', ''],
    ['an unknown method', 'method=alipay.trade.steal'],
    ['an unknown application', 'method=alipay.trade.query&app_id=1'],
    ['a control character', 'method=%00'],
  ])('%s is answered with an error that moves nothing', async (_name, query) => {
    const answer = await suite.bench.sandbox.app.inject({ method: 'POST', url: `/gateway.do?${query}` })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('"code":"40002"')
    expect(suite.bench.store.ledger()).toEqual([])
  })
})

describe('troubles on the way', () => {
  const cases = [
    ['drop_before_commit', 'TransportFailed', 0],
    ['drop_after_commit', 'TransportFailed', 12_840],
    ['error_after_commit', 'StatusUnexpected', 12_840],
    ['error_before_commit', 'StatusUnexpected', 0],
    ['bad_signature', 'SignatureWrong', 12_840],
    ['no_signature', 'AnswerUnreadable', 12_840],
    ['unknown_serial', 'SignatureWrong', 12_840],
    ['unsigned_error', 'ErrorResponse', 0],
    ['rate_limited', 'CodeUnlisted', 0],
  ] as const
  test.each(cases)(
    '%s leaves a charge unknown (%s), and the query finds the truth',
    async (kind, reason, fen) => {
      await armFault(suite.bench.sandbox, { api: 'alipay_pay' }, { kind })
      expect(await charge('alice')).toMatchObject(uncertain(reason))
      expect(ledgerOf(suite.bench)?.capturedFen ?? 0).toBe(fen)
      const asked = await suite.bench.client.query(number)
      if (fen > 0) expect(asked).toMatchObject({ value: { state: 'TRADE_SUCCESS', amountFen: fen } })
      else expect(asked).toMatchObject(refused('ACQ.TRADE_NOT_EXIST'))
    },
  )

  test.each([true, false])('a system error says nothing, done (%s) or not', async (commit) => {
    await armFault(suite.bench.sandbox, { api: 'alipay_pay' }, { kind: 'system_error', commit })
    expect(await charge('alice')).toMatchObject(uncertain('CodeUnlisted'))
    expect(ledgerOf(suite.bench)?.capturedFen ?? 0).toBe(commit ? 12_840 : 0)
  })

  test('answers signed by the next key are believed in both modes while it takes over', async () => {
    for (const merchant of [suite.keys.merchant, suite.keys.certified]) {
      await suite.reopen(merchant)
      await armFault(suite.bench.sandbox, { api: 'alipay_query' }, { kind: 'other_key', percent: 100 })
      await payByQr(suite.bench)
      expect(await suite.bench.client.query(number)).toMatchObject({ ok: true })
    }
  })

  test('a certificate nobody has told us of proves nothing', async () => {
    await suite.reopen(suite.keys.certified)
    await armFault(suite.bench.sandbox, { api: 'alipay_query' }, { kind: 'unknown_serial' })
    await payByQr(suite.bench)
    expect(await suite.bench.client.query(number)).toMatchObject(uncertain('CertificateUnknown'))
  })

  test('a cancel can say again, or nothing; neither ends anything', async () => {
    await charge('password-bob')
    await armFault(suite.bench.sandbox, { api: 'alipay_cancel', nth: 1 }, { kind: 'reverse_again' })
    await armFault(suite.bench.sandbox, { api: 'alipay_cancel', nth: 2 }, { kind: 'no_action' })
    expect(await suite.bench.client.cancel(number)).toMatchObject({ value: { isToBeRepeated: true } })
    expect(await suite.bench.client.cancel(number)).toMatchObject({ value: { action: undefined } })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'WAIT_BUYER_PAY' } })
  })

  test('a charge held on its way lands after its own cancel', async () => {
    await armFault(suite.bench.sandbox, { api: 'alipay_pay' }, { kind: 'hold_until_reversed' })
    const held = charge('alice')
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await suite.bench.client.cancel(number)).toMatchObject({ value: { action: undefined } })
    expect(await held).toMatchObject({ value: { kind: 'Paid' } })
    expect(ledgerOf(suite.bench)?.capturedFen).toBe(12_840)
  })

  test('a shopper who pays between the last question and the close keeps the close from working', async () => {
    await qr()
    await armFault(suite.bench.sandbox, { api: 'alipay_close' }, { kind: 'pay_before_close' })
    expect(await suite.bench.provider.close(number)).toEqual({ ok: false, error: { kind: 'Settled' } })
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_SUCCESS' } })
  })

  test('a slow, a vanished and a cancelling shopper are told apart by the query alone', async () => {
    await armFault(suite.bench.sandbox, { api: 'alipay_pay', nth: 1 }, { kind: 'slow_shopper', ms: 20_000 })
    await armFault(
      suite.bench.sandbox,
      { api: 'alipay_pay', nth: 2 },
      { kind: 'password_cancelled', ms: 20_000 },
    )
    await armFault(suite.bench.sandbox, { api: 'alipay_pay', nth: 3 }, { kind: 'user_paying_forever' })
    const numbers = ['SW0001261122A1', 'SW0001261122A2', 'SW0001261122A3']
    for (const outTradeNo of numbers)
      expect(await charge('alice', { outTradeNo })).toMatchObject({ value: { kind: 'Waiting' } })
    suite.bench.clock.advance(20_000)
    const states = await Promise.all(numbers.map((outTradeNo) => suite.bench.client.query(outTradeNo)))
    expect(states).toMatchObject([
      { value: { state: 'TRADE_SUCCESS' } },
      { value: { state: 'TRADE_CLOSED' } },
      { value: { state: 'WAIT_BUYER_PAY' } },
    ])
  })

  test('a query that lags sees nothing, or an unpaid trade, for a while', async () => {
    await payByQr(suite.bench)
    await armFault(
      suite.bench.sandbox,
      { api: 'alipay_query' },
      { kind: 'query_lies', as: 'absent', ms: 5_000 },
    )
    expect(await suite.bench.client.query(number)).toMatchObject(refused('ACQ.TRADE_NOT_EXIST'))
    suite.bench.clock.advance(5_000)
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_SUCCESS' } })
  })

  test('a refund that takes its time is only success once its money has moved', async () => {
    await payByQr(suite.bench)
    await armFault(
      suite.bench.sandbox,
      { api: 'alipay_refund', nth: 1 },
      { kind: 'refund_processing', ms: 9_000 },
    )
    await armFault(suite.bench.sandbox, { api: 'alipay_refund', nth: 2 }, { kind: 'refund_abnormal' })
    await armFault(suite.bench.sandbox, { api: 'alipay_refund', nth: 3 }, { kind: 'refund_not_enough' })
    const { provider } = suite.bench
    expect(await provider.refund('R1', refundOf('R1', 100))).toMatchObject({ value: { state: 'processing' } })
    expect(await provider.queryRefund('R1', number)).toMatchObject({ error: { kind: 'NotFound' } })
    suite.bench.clock.advance(9_000)
    await suite.bench.sandbox.tick()
    expect(await provider.queryRefund('R1', number)).toMatchObject({ value: { state: 'success' } })
    expect(await provider.refund('R2', refundOf('R2', 100))).toMatchObject({ value: { state: 'processing' } })
    expect(await provider.refund('R3', refundOf('R3', 100))).toMatchObject({ error: { kind: 'Refused' } })
    // A failed refund's number is free to be sent again.
    expect(await provider.refund('R2', refundOf('R2', 100))).toMatchObject({ value: { state: 'success' } })
    expect(ledgerOf(suite.bench)?.refundedFen).toBe(200)
  })
})
