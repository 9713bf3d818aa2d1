/**
 * Messages Alipay owes the merchant: written into the books with the change they report. The parameters are fixed
 * then; `delivery.ts` signs and sends them.
 */

import { yuan } from '../yuan.ts'
import { buyerIdOf, newNotifyId } from './ids.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Trade } from './record.ts'
import { beijingTime } from './time.ts'

type EventType = 'TRANSACTION.SUCCESS' | 'REFUND.SUCCESS'

/** Must run in the transaction that makes the reported change. */
export function oweTradeNotice(
  { clock, random, store, keys }: AlipayGatewayPorts,
  trade: Trade,
  eventType: EventType,
  more: Readonly<Record<string, string>>,
): void {
  const { outTradeNo, tradeNo, notifyUrl, paidAtMs } = trade
  if (notifyUrl === null || tradeNo === null || paidAtMs === null) return
  const nowMs = clock.nowMs()
  const id = newNotifyId(random, nowMs)
  const amount = yuan(trade.amountFen)
  const parameters = {
    notify_type: 'trade_status_sync',
    notify_id: id,
    app_id: keys.appId,
    auth_app_id: keys.appId,
    charset: 'utf-8',
    version: '1.0',
    trade_no: tradeNo,
    out_trade_no: outTradeNo,
    seller_id: keys.sellerId,
    buyer_id: buyerIdOf(trade.buyer ?? ''),
    subject: trade.subject,
    trade_status: trade.state,
    total_amount: amount,
    receipt_amount: amount,
    invoice_amount: amount,
    buyer_pay_amount: amount,
    point_amount: '0.00',
    fund_bill_list: JSON.stringify([{ amount, fundChannel: 'ALIPAYACCOUNT' }]),
    gmt_create: beijingTime(trade.bornAtMs ?? trade.createdAtMs),
    gmt_payment: beijingTime(paidAtMs),
    ...more,
  }
  const body = JSON.stringify(parameters)
  store.saveNotice({
    id,
    outTradeNo,
    eventType,
    url: notifyUrl,
    body,
    attempts: 0,
    nextAtMs: nowMs,
    state: 'PENDING',
  })
}
