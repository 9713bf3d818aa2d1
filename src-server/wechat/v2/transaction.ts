/**
 * An order in v2's words turned into the same `Transaction` that v3 gives. Text all the way, so every number passes a
 * pattern; a paid order without amount, number or time is no evidence and refused whole.
 */

import * as v from 'valibot'
import type { Transaction } from '../schema.ts'
import type { Fields } from './xml.ts'

const text = (charsMax: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(charsMax))
const fen = v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number))

/** `20261122093000`, Beijing time. */
const moment = v.pipe(
  v.string(),
  v.regex(/^\d{14}$/),
  v.transform((digits) => {
    const at = (from: number, to: number): string => digits.slice(from, to)
    const date = `${at(0, 4)}-${at(4, 6)}-${at(6, 8)}T${at(8, 10)}:${at(10, 12)}:${at(12, 14)}+08:00`
    return Date.parse(date)
  }),
  v.number(),
  v.finite(),
)

const parties = { appid: text(32), mch_id: text(32), out_trade_no: text(32) }

const paidSchema = v.pipe(
  v.object({
    ...parties,
    trade_state: v.picklist(['SUCCESS', 'REFUND']),
    transaction_id: text(32),
    total_fee: fen,
    fee_type: v.optional(text(8), 'CNY'),
    time_end: moment,
  }),
  v.transform((wire) => ({
    kind: 'Paid' as const,
    appid: wire.appid,
    mchid: wire.mch_id,
    outTradeNo: wire.out_trade_no,
    transactionId: wire.transaction_id,
    amountFen: wire.total_fee,
    currency: wire.fee_type,
    paidAtMs: wire.time_end,
    isRefunded: wire.trade_state === 'REFUND',
  })),
)

const unpaidSchema = v.pipe(
  v.object({
    ...parties,
    trade_state: v.picklist(['NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR', 'ACCEPT']),
  }),
  v.transform((wire) => ({
    kind: 'Unpaid' as const,
    appid: wire.appid,
    mchid: wire.mch_id,
    outTradeNo: wire.out_trade_no,
    tradeState: wire.trade_state,
  })),
)

const schema = v.union([paidSchema, unpaidSchema])

/** `undefined` for anything that is no order. */
export function transactionOf(fields: Fields): Transaction | undefined {
  const parsed = v.safeParse(schema, fields)
  return parsed.success ? parsed.output : undefined
}
