/** How the platform describes an order and a refund on the wire, in answers and inside notifications alike. */

import type { WechatGatewayKeys } from './keys.ts'
import type { Order, OrderState, Refund } from './record.ts'
import { beijingTime } from './time.ts'

const stateSentences: Readonly<Record<OrderState, string>> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款',
  CLOSED: '订单已关闭',
  USERPAYING: '需要用户输入支付密码',
  PAYERROR: '支付失败,请撤销订单',
  REVOKED: '订单已撤销',
}

/** Fields of money and payer exist only once money has moved. */
export function transactionBody(order: Order, keys: WechatGatewayKeys): object {
  const common = {
    appid: keys.appid,
    mchid: keys.mchid,
    out_trade_no: order.outTradeNo,
    trade_state: order.state,
    trade_state_desc: stateSentences[order.state],
    ...(order.attach !== null && { attach: order.attach }),
  }
  if (order.paidAtMs === null) return { ...common, amount: { total: order.amountFen, currency: 'CNY' } }
  return {
    ...common,
    transaction_id: order.transactionId,
    trade_type: order.tradeType,
    bank_type: 'OTHERS',
    success_time: beijingTime(order.paidAtMs),
    payer: { openid: order.payer },
    amount: {
      total: order.amountFen,
      payer_total: order.amountFen,
      currency: 'CNY',
      payer_currency: 'CNY',
    },
  }
}

const refundAmount = (refund: Refund) => ({
  total: refund.totalFen,
  refund: refund.refundFen,
  payer_total: refund.totalFen,
  payer_refund: refund.refundFen,
})

const refundNumbers = (refund: Refund, order: Order) => ({
  refund_id: refund.refundId,
  out_refund_no: refund.outRefundNo,
  transaction_id: order.transactionId,
  out_trade_no: order.outTradeNo,
  user_received_account: '支付用户零钱',
  ...(refund.settledAtMs !== null && { success_time: beijingTime(refund.settledAtMs) }),
})

export const refundAnswer = (refund: Refund, order: Order): object => ({
  ...refundNumbers(refund, order),
  channel: 'ORIGINAL',
  create_time: beijingTime(refund.createdAtMs),
  status: refund.state,
  funds_account: 'AVAILABLE',
  amount: {
    ...refundAmount(refund),
    settlement_refund: refund.refundFen,
    settlement_total: refund.totalFen,
    discount_refund: 0,
    currency: 'CNY',
  },
})

export const refundNotice = (refund: Refund, order: Order, keys: WechatGatewayKeys): object => ({
  mchid: keys.mchid,
  ...refundNumbers(refund, order),
  refund_status: refund.state,
  amount: refundAmount(refund),
})
