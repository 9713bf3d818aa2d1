/**
 * The wall for everything Alipay says: its JSON and its notifications on the outside, our words on the inside. Unknown
 * new fields are let pass (the provider adds them without notice); a known field of the wrong shape refuses the whole
 * message.
 */

import * as v from 'valibot'
import { fenOf } from './amount.ts'
import { msOfBeijingTime } from './time.ts'

const text = (charsMax: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(charsMax))

/** A text that must mean something to `read`. */
const meaning = <T>(read: (text: string) => T | undefined) =>
  v.pipe(
    v.string(),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      const value = read(dataset.value)
      if (value !== undefined) return value
      addIssue()
      return NEVER
    }),
  )

const fen = meaning(fenOf)
const moment = meaning(msOfBeijingTime)

export const headSchema = v.object({
  code: text(16),
  msg: v.optional(v.string(), ''),
  sub_code: v.optional(v.pipe(v.string(), v.maxLength(128)), ''),
  sub_msg: v.optional(v.string(), ''),
})

const tradeStates = ['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED'] as const
export type TradeState = (typeof tradeStates)[number]

/** What the provider says about one trade. */
export interface Trade {
  readonly outTradeNo: string
  readonly tradeNo: string
  readonly state: TradeState
  /** What the shopper owes, before any coupon of the wallet's own. */
  readonly amountFen: number
  readonly currency: string
  /** Set once money has moved, also when it has gone back since. */
  readonly paidAtMs: number | undefined
}

const numbers = { out_trade_no: text(64), trade_no: text(64) }
const currency = v.optional(text(8), 'CNY')

export const queryAnswerSchema = v.pipe(
  v.object({
    ...numbers,
    trade_status: v.picklist(tradeStates),
    total_amount: fen,
    trans_currency: currency,
    send_pay_date: v.optional(moment),
    /** Any value at all: we sell for none of them. */
    credit_pay_mode: v.optional(v.string()),
  }),
  v.transform((wire) => ({
    isCredit: wire.credit_pay_mode !== undefined,
    trade: {
      outTradeNo: wire.out_trade_no,
      tradeNo: wire.trade_no,
      state: wire.trade_status,
      amountFen: wire.total_amount,
      currency: wire.trans_currency,
      paidAtMs: wire.send_pay_date,
    } satisfies Trade,
  })),
)

/** The answer to a payment by code says by its code how far it came. */
const paidSchema = v.pipe(
  v.object({
    code: v.literal('10000'),
    ...numbers,
    total_amount: fen,
    trans_currency: currency,
    gmt_payment: moment,
    credit_pay_mode: v.optional(v.string()),
  }),
  v.transform((wire) => ({
    kind: 'Paid' as const,
    isCredit: wire.credit_pay_mode !== undefined,
    trade: {
      outTradeNo: wire.out_trade_no,
      tradeNo: wire.trade_no,
      state: 'TRADE_SUCCESS',
      amountFen: wire.total_amount,
      currency: wire.trans_currency,
      paidAtMs: wire.gmt_payment,
    } satisfies Trade,
  })),
)

const waitingSchema = v.pipe(
  v.object({ code: v.literal('10003'), out_trade_no: text(64) }),
  v.transform((wire) => ({ kind: 'Waiting' as const, outTradeNo: wire.out_trade_no })),
)

export const payAnswerSchema = v.union([paidSchema, waitingSchema])

export const precreateAnswerSchema = v.pipe(
  v.object({ out_trade_no: text(64), qr_code: v.pipe(text(1_024), v.url()) }),
  v.transform((wire) => ({ outTradeNo: wire.out_trade_no, codeUrl: wire.qr_code })),
)

export const cancelAnswerSchema = v.pipe(
  v.object({
    out_trade_no: text(64),
    retry_flag: v.picklist(['Y', 'N']),
    action: v.optional(v.picklist(['close', 'refund'])),
  }),
  v.transform((wire) => ({
    outTradeNo: wire.out_trade_no,
    isToBeRepeated: wire.retry_flag === 'Y',
    /** Absent: nothing was found to end, which proves nothing about what is still on its way. */
    action: wire.action,
  })),
)
export type Cancelled = v.InferOutput<typeof cancelAnswerSchema>

export const closeAnswerSchema = v.pipe(
  v.object({ out_trade_no: text(64) }),
  v.transform((wire) => ({ outTradeNo: wire.out_trade_no })),
)

export const refundAnswerSchema = v.pipe(
  v.object({ out_trade_no: text(64), fund_change: v.picklist(['Y', 'N']), refund_fee: fen }),
  v.transform((wire) => ({
    outTradeNo: wire.out_trade_no,
    /** Whether this very call moved money; a repetition does not. */
    hasMovedMoney: wire.fund_change === 'Y',
    /** All refunds of the trade together. */
    refundedFen: wire.refund_fee,
  })),
)
export type RefundTaken = v.InferOutput<typeof refundAnswerSchema>

export const refundQueryAnswerSchema = v.pipe(
  v.object({
    out_trade_no: v.optional(text(64)),
    out_request_no: v.optional(text(64)),
    refund_status: v.optional(text(32)),
    refund_amount: v.optional(fen),
  }),
  v.transform((wire) => ({
    outTradeNo: wire.out_trade_no,
    outRequestNo: wire.out_request_no,
    /** Absent: not received, or failed. */
    status: wire.refund_status,
    refundFen: wire.refund_amount,
  })),
)

/** The terminal's camera is open for one look; both are handed on to it as they are. */
export const smileAnswerSchema = v.pipe(
  v.object({ zim_id: text(256), zim_init_client_data: text(16_384) }),
  v.transform((wire) => ({ zimId: wire.zim_id, initData: wire.zim_init_client_data })),
)
export type OpenedSmile = v.InferOutput<typeof smileAnswerSchema>

export const billAnswerSchema = v.object({
  bill_download_url: v.pipe(text(4_096), v.url(), v.regex(/^https?:\/\//)),
})

/** A notification's parameters, url-decoded. */
export const notificationSchema = v.pipe(
  v.object({
    notify_id: text(128),
    notify_type: v.literal('trade_status_sync'),
    app_id: text(32),
    seller_id: text(32),
    ...numbers,
    trade_status: v.picklist(tradeStates),
    total_amount: fen,
    gmt_payment: v.optional(moment),
    gmt_refund: v.optional(moment),
    credit_pay_mode: v.optional(v.string()),
  }),
  v.transform((wire) => ({
    id: wire.notify_id,
    appId: wire.app_id,
    sellerId: wire.seller_id,
    isCredit: wire.credit_pay_mode !== undefined,
    /** Some of the money has gone back. */
    isRefunded: wire.gmt_refund !== undefined,
    trade: {
      outTradeNo: wire.out_trade_no,
      tradeNo: wire.trade_no,
      state: wire.trade_status,
      amountFen: wire.total_amount,
      currency: 'CNY',
      paidAtMs: wire.gmt_payment,
    } satisfies Trade,
  })),
)

/** JSON text through a schema; `undefined` for anything else. */
export function parseJson<TSchema extends v.GenericSchema>(
  schema: TSchema,
  body: string,
): v.InferOutput<TSchema> | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body)
  return parsed.success ? parsed.output : undefined
}
