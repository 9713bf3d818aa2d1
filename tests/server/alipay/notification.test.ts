/** Notifications from Alipay: a stranger's, a spoilt one, another merchant's or an old signature change nothing. */

import { createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNotification } from '../../../src-server/alipay/notification.ts'

const platform = generateKeyPairSync('rsa', { modulusLength: 2048 })
const next = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keys = {
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  trust: { mode: 'key', platformKeys: [platform.publicKey, next.publicKey] },
} as const

type Form = Readonly<Record<string, string>>

const paid: Form = {
  notify_time: '2026-11-22 11:00:06',
  notify_type: 'trade_status_sync',
  notify_id: '2026112200222110006066290000000001',
  app_id: keys.appId,
  seller_id: keys.sellerId,
  charset: 'utf-8',
  version: '1.0',
  trade_no: '2026112222001400000000000001',
  out_trade_no: 'SW0001261122A1',
  total_amount: '128.40',
  receipt_amount: '120.00',
  trade_status: 'TRADE_SUCCESS',
  gmt_payment: '2026-11-22 11:00:05',
  subject: '3 号收银台 100% + 1',
}

const sorted = (form: Form): string =>
  Object.keys(form)
    .sort()
    .map((name) => `${name}=${form[name]}`)
    .join('&')

/** Signed as the platform does by default: without `sign_type`. */
const signedForm = (form: Form, key: KeyObject = platform.privateKey): Form => ({
  ...form,
  sign_type: 'RSA2',
  sign: sign('sha256', Buffer.from(sorted(form)), key).toString('base64'),
})

const encoded = (form: Form): string => new URLSearchParams(form).toString()
const read = (form: Form) => readNotification(encoded(form), keys)
const refusal = (kind: string) => ({ ok: false, error: { kind } })

describe('a notification of ours', () => {
  test('says how much was owed, not what the wallet’s coupon left of it', () => {
    expect(read(signedForm(paid))).toEqual({
      ok: true,
      value: {
        id: '2026112200222110006066290000000001',
        isRefunded: false,
        trade: {
          outTradeNo: 'SW0001261122A1',
          tradeNo: '2026112222001400000000000001',
          state: 'TRADE_SUCCESS',
          amountFen: 12_840,
          currency: 'CNY',
          paidAtMs: Date.UTC(2026, 10, 22, 3, 0, 5),
        },
      },
    })
  })

  test('is ours also when the platform signs its sign_type too', () => {
    const form = { ...paid, sign_type: 'RSA2' }
    const signature = sign('sha256', Buffer.from(sorted(form)), platform.privateKey).toString('base64')
    expect(read({ ...form, sign: signature })).toMatchObject({ ok: true })
  })

  test('is ours when it is signed with the next key already', () => {
    expect(read(signedForm(paid, next.privateKey))).toMatchObject({ ok: true })
  })

  test('with money on its way back says so', () => {
    const form = { ...paid, refund_fee: '1.00', gmt_refund: '2026-11-22 12:00:00.320' }
    expect(read(signedForm(form))).toMatchObject({ value: { isRefunded: true } })
  })
})

describe('whatever else comes changes nothing', () => {
  test.each([
    [
      'a stranger’s signature',
      signedForm(paid, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      'SignatureWrong',
    ],
    ['another amount', { ...signedForm(paid), total_amount: '0.01' }, 'SignatureWrong'],
    ['a parameter more', { ...signedForm(paid), extra: '1' }, 'SignatureWrong'],
    ['no signature', { ...paid, sign_type: 'RSA2' }, 'SignatureMissing'],
    ['no algorithm', { ...paid, sign: 'AAAA' }, 'SignTypeRefused'],
    ['another application', signedForm({ ...paid, app_id: '2021000000000002' }), 'MerchantForeign'],
    ['another seller', signedForm({ ...paid, seller_id: '2088000000000002' }), 'MerchantForeign'],
    ['an unknown state', signedForm({ ...paid, trade_status: 'TRADE_DREAMT' }), 'NotificationUnreadable'],
    ['a negative amount', signedForm({ ...paid, total_amount: '-1.00' }), 'NotificationUnreadable'],
    ['an amount with three places', signedForm({ ...paid, total_amount: '1.001' }), 'NotificationUnreadable'],
    [
      'another kind of message',
      signedForm({ ...paid, notify_type: 'open_app_auth' }),
      'NotificationUnreadable',
    ],
    ['a payment on credit', signedForm({ ...paid, credit_pay_mode: 'x' }), 'CreditPayment'],
  ])('%s', (_name, form, kind) => {
    expect(read(form)).toEqual(refusal(kind))
  })

  test('a rightly signed message under the old RSA is refused: SHA-1 proves nothing any more', () => {
    const signature = createSign('RSA-SHA1').update(sorted(paid)).sign(platform.privateKey, 'base64')
    expect(read({ ...paid, sign_type: 'RSA', sign: signature })).toEqual(refusal('SignTypeRefused'))
  })

  test.each([
    ['nothing', '', 'NotificationMalformed'],
    ['no form', '{"a":1}', 'NotificationMalformed'],
    ['a stray percent sign', `${encoded(signedForm(paid))}&a=%`, 'NotificationMalformed'],
    ['broken UTF-8', `${encoded(signedForm(paid))}&a=%FF%FE`, 'NotificationMalformed'],
    ['a name twice', `${encoded(signedForm(paid))}&total_amount=0.01`, 'ParameterTwice'],
    ['a name twice, written otherwise', `${encoded(signedForm(paid))}&total%5Famount=0.01`, 'ParameterTwice'],
    [
      'a flood of names',
      Array.from({ length: 300 }, (_, at) => `a${at}=1`).join('&'),
      'NotificationMalformed',
    ],
    ['a flood of bytes', `a=${'b'.repeat(70_000)}`, 'NotificationTooLong'],
  ])('%s', (_name, body, kind) => {
    expect(readNotification(body, keys)).toEqual(refusal(kind))
  })

  test('noise of any kind gets a name and nothing else', () => {
    const whole = encoded(signedForm(paid))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(whole.length), (noise, at) => {
        expect(readNotification(noise, keys)).toMatchObject({ ok: false })
        const cut = readNotification(whole.slice(0, at), keys)
        expect(cut.ok).toBe(at === whole.length)
      }),
    )
  })
})
