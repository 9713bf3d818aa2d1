/**
 * Which order a call is about, whichever of its numbers it names: a fault is aimed at one order by the merchant's number.
 */

import * as v from 'valibot'
import type { WechatStore } from './store.ts'

const number = v.optional(v.string())
export const numbersSchema = v.object({
  out_trade_no: number,
  transaction_id: number,
  out_refund_no: number,
  refund_id: number,
})
export type Numbers = v.InferOutput<typeof numbersSchema>

export function orderNumberOf(store: WechatStore, numbers: Numbers): string | undefined {
  const { out_trade_no, transaction_id, out_refund_no, refund_id } = numbers
  if (out_trade_no !== undefined) return out_trade_no
  if (transaction_id !== undefined) return store.orderByTransaction(transaction_id)?.outTradeNo
  if (out_refund_no !== undefined) return store.refundByNumber(out_refund_no)?.outTradeNo
  return refund_id === undefined ? undefined : store.refundById(refund_id)?.outTradeNo
}
