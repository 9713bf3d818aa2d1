/**
 * Writes the exact JSON bytes of a WeChat Pay order or refund. They are made once and kept, because sending the same
 * number with any other byte is refused by the provider; so a resend takes the kept text, never this file again.
 */

import { assert } from '../../domain/result.ts'

/** Accepted by WeChat Pay and Alipay alike. */
export const outTradeNoPattern = /^[0-9A-Za-z_]{6,32}$/
export const outRefundNoPattern = /^[0-9A-Za-z_]{1,64}$/

const descriptionCharsMax = 127
const reasonCharsMax = 80
const beijingOffsetMs = 8 * 3_600_000

/** `2026-11-22T09:30:00+08:00`: RFC 3339 in whole seconds, in the provider's own zone. */
const beijingTime = (ms: number): string =>
  `${new Date(ms + beijingOffsetMs).toISOString().slice(0, 19)}+08:00`

export const cut = (text: string, charsMax: number): string => Array.from(text).slice(0, charsMax).join('')

export const isFen = (value: number): boolean => Number.isSafeInteger(value) && value > 0

export interface NativeOrderRequest {
  readonly appid: string
  readonly mchid: string
  readonly outTradeNo: string
  /** What the shopper reads in the wallet; cut to what the provider takes. */
  readonly description: string
  readonly notifyUrl: string
  readonly amountFen: number
  /** After this the shopper can no longer pay; the order still has to be closed. */
  readonly expiresAtMs: number
}

export function nativeOrderBody(request: NativeOrderRequest): string {
  assert(outTradeNoPattern.test(request.outTradeNo), 'order number has the common form of both providers')
  assert(isFen(request.amountFen), 'order amount is positive integer fen')
  return JSON.stringify({
    appid: request.appid,
    mchid: request.mchid,
    description: cut(request.description, descriptionCharsMax),
    out_trade_no: request.outTradeNo,
    time_expire: beijingTime(request.expiresAtMs),
    notify_url: request.notifyUrl,
    amount: { total: request.amountFen, currency: 'CNY' },
  })
}

export interface RefundRequest {
  readonly outTradeNo: string
  /** The same number refunds once, however often it is sent. */
  readonly outRefundNo: string
  readonly reason: string
  readonly notifyUrl: string
  readonly refundFen: number
  readonly totalFen: number
}

export function refundBody(request: RefundRequest): string {
  assert(outRefundNoPattern.test(request.outRefundNo), 'refund number has the common form of both providers')
  assert(isFen(request.refundFen) && isFen(request.totalFen), 'refund amounts are positive integer fen')
  assert(request.refundFen <= request.totalFen, 'a refund is at most the order')
  return JSON.stringify({
    out_trade_no: request.outTradeNo,
    out_refund_no: request.outRefundNo,
    reason: cut(request.reason, reasonCharsMax),
    notify_url: request.notifyUrl,
    amount: { refund: request.refundFen, total: request.totalFen, currency: 'CNY' },
  })
}
