/**
 * The refunds of an order in v2's words, whoever asked for them: v3 tells of a refund only by its own number. Text all
 * the way, so every number passes a pattern; a list that is not whole, or in which one hangs, tells nothing.
 */

import * as v from 'valibot'
import type { Fields } from './xml.ts'

const count = v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number))
const fen = v.pipe(v.string(), v.regex(/^\d{1,12}$/), v.transform(Number))

const listSchema = v.object({
  out_trade_no: v.string(),
  total_fee: fen,
  refund_count: count,
  /** Of which this answer has some, where it is there. */
  total_refund_count: v.optional(count),
})

/** `CHANGE`: the shopper's card is closed, and the money waits for a hand. */
const statusSchema = v.picklist(['SUCCESS', 'PROCESSING', 'REFUNDCLOSE', 'CHANGE'])

export interface RefundsOfOrder {
  readonly outTradeNo: string
  readonly totalFen: number
  /** Gone, or on its way; `undefined` where nobody can say. */
  readonly backFen: number | undefined
}

function backOf(fields: Fields, at: number): number | undefined {
  const status = v.safeParse(statusSchema, fields[`refund_status_${at}`])
  const amount = v.safeParse(fen, fields[`refund_fee_${at}`])
  if (!status.success || !amount.success || status.output === 'CHANGE') return undefined
  return status.output === 'REFUNDCLOSE' ? 0 : amount.output
}

/** `undefined` for anything that is no such list. */
export function refundsOf(fields: Fields): RefundsOfOrder | undefined {
  const parsed = v.safeParse(listSchema, fields)
  if (!parsed.success) return undefined
  const { out_trade_no: outTradeNo, total_fee: totalFen, refund_count, total_refund_count } = parsed.output
  // It is asked about an order that tells of refunds: none at all is no answer.
  const isWhole = refund_count > 0 && (total_refund_count ?? refund_count) === refund_count
  const backs = Array.from({ length: refund_count }, (_, at) => backOf(fields, at))
  const known = backs.filter((back) => back !== undefined)
  const isKnown = isWhole && known.length === backs.length
  return { outTradeNo, totalFen, backFen: isKnown ? known.reduce((sum, back) => sum + back, 0) : undefined }
}
