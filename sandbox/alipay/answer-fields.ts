/** How Alipay describes a trade in the answers to its payment and to a question about it. */

import { yuan } from '../yuan.ts'
import { buyerIdOf } from './ids.ts'
import type { Trade } from './record.ts'
import { beijingTime } from './time.ts'

const common = (trade: Trade) => ({
  trade_no: trade.tradeNo,
  out_trade_no: trade.outTradeNo,
  buyer_logon_id: '159****5620',
  buyer_user_id: buyerIdOf(trade.buyer ?? ''),
  total_amount: yuan(trade.amountFen),
})

const moneyOf = (trade: Trade) => {
  const amount = yuan(trade.amountFen)
  return {
    receipt_amount: amount,
    buyer_pay_amount: amount,
    point_amount: '0.00',
    invoice_amount: amount,
    fund_bill_list: [{ fund_channel: 'ALIPAYACCOUNT', amount }],
  }
}

export const paidFields = (trade: Trade): object => ({
  ...common(trade),
  ...moneyOf(trade),
  gmt_payment: beijingTime(trade.paidAtMs ?? 0),
})

/** Fields of money exist only once money has moved. */
export const queriedFields = (trade: Trade): object => ({
  ...common(trade),
  trade_status: trade.state,
  ...(trade.paidAtMs !== null && { ...moneyOf(trade), send_pay_date: beijingTime(trade.paidAtMs) }),
})
