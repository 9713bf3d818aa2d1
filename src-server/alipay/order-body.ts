/**
 * Writes the exact `biz_content` of an Alipay order, payment or refund. It is made once and kept, because the same
 * number with other data is refused by the provider; a resend takes the kept text, never this file again. A shopper's
 * code is not part of what is kept: it is put in for the one send and never written anywhere.
 */

import * as v from 'valibot'
import { assert, present } from '../../domain/result.ts'
import { yuanOf } from './amount.ts'
import { parseJson } from './schema.ts'
import { beijingTime } from './time.ts'

/** Accepted by WeChat Pay and Alipay alike. */
const outTradeNoPattern = /^[0-9A-Za-z_]{6,32}$/
const outRequestNoPattern = /^[0-9A-Za-z_]{1,64}$/
const subjectCharsMax = 256
const reasonCharsMax = 256
const minuteMs = 60_000
/** The provider takes whole minutes, and a code lives two hours at most. */
const codeMinutesMax = 120

export interface AlipayOrder {
  readonly outTradeNo: string
  /** What the shopper reads in the wallet. */
  readonly subject: string
  readonly amountFen: number
  readonly payableUntilMs: number
}

/** The provider refuses these characters in a subject. */
const subjectOf = (text: string): string =>
  Array.from(text.replaceAll(/[/=&]/g, ' ')).slice(0, subjectCharsMax).join('')

function commonOf({ outTradeNo, subject, amountFen, payableUntilMs }: AlipayOrder) {
  assert(outTradeNoPattern.test(outTradeNo), 'order number has the common form of both providers')
  return {
    out_trade_no: outTradeNo,
    total_amount: yuanOf(amountFen),
    subject: subjectOf(subject),
    time_expire: beijingTime(payableUntilMs),
  }
}

export function precreateBody(order: AlipayOrder, nowMs: number): string {
  const minutes = Math.ceil((order.payableUntilMs - nowMs) / minuteMs)
  const lifeMinutes = Math.min(Math.max(minutes, 1), codeMinutesMax)
  return JSON.stringify({ ...commonOf(order), qr_code_timeout_express: `${lifeMinutes}m` })
}

export const payBody = (order: AlipayOrder): string => JSON.stringify(commonOf(order))

/** `bar_code`: what the shopper's phone shows; `security_code`: what a face terminal hands out. */
export type PayScene = 'bar_code' | 'security_code'

const keptSchema = v.record(v.string(), v.string())

export function withAuthCode(keptBody: string, scene: PayScene, authCode: string): string {
  const kept = present(parseJson(keptSchema, keptBody), 'a kept body is what payBody wrote')
  return JSON.stringify({ ...kept, scene, auth_code: authCode })
}

export interface AlipayRefund {
  readonly outTradeNo: string
  /** The same number refunds once, however often it is sent. */
  readonly outRequestNo: string
  readonly refundFen: number
  readonly reason: string
}

export function refundBody({ outTradeNo, outRequestNo, refundFen, reason }: AlipayRefund): string {
  assert(outTradeNoPattern.test(outTradeNo), 'order number has the common form of both providers')
  assert(outRequestNoPattern.test(outRequestNo), 'refund number has the common form of both providers')
  return JSON.stringify({
    out_trade_no: outTradeNo,
    out_request_no: outRequestNo,
    refund_amount: yuanOf(refundFen),
    refund_reason: Array.from(reason).slice(0, reasonCharsMax).join(''),
  })
}
