/** How v2 describes an order and a refund: every value a text, times in fourteen digits of Beijing time. */

import type { Order, Refund } from '../record.ts'
import { beijingTime } from '../time.ts'
import type { Words } from './xml.ts'

/** `20261122093000` */
const digitsOf = (ms: number): string => beijingTime(ms).slice(0, 19).replace(/[-:T]/g, '')

/** Fields of money and payer exist only once money has moved. */
export function paidWords(order: Order): Words {
  return {
    openid: order.payer ?? '',
    is_subscribe: 'N',
    trade_type: order.tradeType,
    bank_type: 'OTHERS',
    total_fee: String(order.amountFen),
    cash_fee: String(order.amountFen),
    fee_type: 'CNY',
    transaction_id: order.transactionId ?? '',
    out_trade_no: order.outTradeNo,
    ...(order.attach !== null && { attach: order.attach }),
    time_end: digitsOf(order.paidAtMs ?? 0),
  }
}

export function orderWords(order: Order): Words {
  const state = { out_trade_no: order.outTradeNo, trade_state: order.state, trade_state_desc: order.state }
  if (order.paidAtMs === null) return { ...state, trade_type: order.tradeType }
  return { ...paidWords(order), ...state }
}

const refundStatus = {
  SUCCESS: 'SUCCESS',
  PROCESSING: 'PROCESSING',
  CLOSED: 'REFUNDCLOSE',
  ABNORMAL: 'CHANGE',
} as const

export const refundWords = (refund: Refund, order: Order): Words => ({
  transaction_id: order.transactionId ?? '',
  out_trade_no: order.outTradeNo,
  out_refund_no: refund.outRefundNo,
  refund_id: refund.refundId,
  refund_fee: String(refund.refundFen),
  total_fee: String(refund.totalFen),
  cash_fee: String(refund.totalFen),
})

/** A query numbers its refunds. */
export const numberedRefundWords = (refund: Refund, index: number): Words => ({
  [`out_refund_no_${index}`]: refund.outRefundNo,
  [`refund_id_${index}`]: refund.refundId,
  [`refund_fee_${index}`]: String(refund.refundFen),
  [`refund_status_${index}`]: refundStatus[refund.state],
  [`refund_channel_${index}`]: 'ORIGINAL',
  [`refund_recv_accout_${index}`]: '支付用户零钱',
  ...(refund.settledAtMs !== null && {
    [`refund_success_time_${index}`]: beijingTime(refund.settledAtMs).slice(0, 19).replace('T', ' '),
  }),
})
