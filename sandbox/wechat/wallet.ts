/**
 * A shopper's wallet at the WeChat Pay platform: scan a code, confirm, reject, walk away. Money moves only in
 * `confirm`, and only for an order that can be paid by this payer.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type {
  MayPay,
  OpenOrder,
  PaymentReceipt,
  PaymentSheet,
  WalletPlatform,
  WalletRefusal,
} from '../wallet/platform.ts'
import { agedOrder, captureOrder, isExpired, note } from './order.ts'
import type { WechatGatewayPorts } from './ports.ts'
import type { Order } from './record.ts'
import { seeFace } from './v2/face.ts'

const sheetOf = ({ keys }: WechatGatewayPorts, order: Order): PaymentSheet => ({
  provider: 'wechat',
  out_trade_no: order.outTradeNo,
  merchant: keys.merchantName,
  description: order.description,
  amount: order.amountFen,
  currency: 'CNY',
})

function anothers(order: Order, payer: string | undefined): WalletRefusal | undefined {
  const isAnothers = order.payer !== null && payer !== undefined && order.payer !== payer
  return isAnothers ? { kind: 'OrderOfAnotherPayer' } : undefined
}

/** Why nobody, or not this payer, can pay the order; `undefined` if it can be paid. */
function obstacle(order: Order, payer: string | undefined, nowMs: number): WalletRefusal | undefined {
  switch (order.state) {
    case 'SUCCESS':
    case 'REFUND':
      return { kind: 'OrderPaid' }
    case 'CLOSED':
    case 'REVOKED':
    case 'PAYERROR':
      return { kind: 'OrderClosed' }
    case 'USERPAYING':
      return order.script === 'never' ? { kind: 'OrderUnknown' } : anothers(order, payer)
    case 'NOTPAY':
      break
  }
  if (isExpired(order, nowMs)) return { kind: 'OrderExpired' }
  if (order.codeExpiresAtMs !== null && nowMs >= order.codeExpiresAtMs) return { kind: 'CodeExpired' }
  return anothers(order, payer)
}

/** Opens the payment sheet. A scan that names its payer keeps the order for that payer. */
function scanCode(
  ports: WechatGatewayPorts,
  qr: string,
  payer: string | undefined,
): Result<PaymentSheet, WalletRefusal> {
  const nowMs = ports.clock.nowMs()
  const found = ports.store.orderByCode(qr.trim())
  if (found === undefined) return err({ kind: 'CodeUnknown' })
  const order = agedOrder(found, nowMs)
  const refusal = obstacle(order, payer, nowMs)
  if (refusal !== undefined) return err(refusal)
  if (payer !== undefined && order.payer === null) {
    ports.store.saveOrder({ ...order, payer })
    note(ports, order, 'Scanned')
  }
  return ok(sheetOf(ports, order))
}

function receiptOf(ports: WechatGatewayPorts, order: Order): PaymentReceipt {
  const { transactionId, paidAtMs } = order
  return { ...sheetOf(ports, order), transaction_id: transactionId ?? '', paid_at_ms: paidAtMs ?? 0 }
}

function openOrder(
  ports: WechatGatewayPorts,
  payer: string,
  outTradeNo: string,
): Result<Order, WalletRefusal> {
  const nowMs = ports.clock.nowMs()
  const found = ports.store.orderByNumber(outTradeNo)
  if (found === undefined) return err({ kind: 'OrderUnknown' })
  const order = agedOrder(found, nowMs)
  const refusal = obstacle(order, payer, nowMs)
  return refusal === undefined ? ok(order) : err(refusal)
}

/** Pays once. The same payer confirming again (a second tap, a lost answer) gets the same receipt. */
function confirmPayment(
  ports: WechatGatewayPorts,
  payer: string,
  outTradeNo: string,
  mayPay: MayPay,
): Result<PaymentReceipt, WalletRefusal> {
  const known = ports.store.orderByNumber(outTradeNo)
  if (known?.state === 'SUCCESS' && known.payer === payer) return ok(receiptOf(ports, known))
  const order = openOrder(ports, payer, outTradeNo)
  if (!order.ok) return order
  const refusal = mayPay(order.value.amountFen)
  return refusal === undefined ? ok(receiptOf(ports, captureOrder(ports, order.value, payer))) : err(refusal)
}

/** The shopper says no, or nothing. The order stays open and stays this payer's: the same code can be scanned again. */
function declinePayment(
  ports: WechatGatewayPorts,
  payer: string,
  outTradeNo: string,
  how: 'Rejected' | 'Abandoned',
): Result<PaymentSheet, WalletRefusal> {
  const order = openOrder(ports, payer, outTradeNo)
  if (!order.ok) return order
  if (how === 'Rejected' && order.value.state === 'USERPAYING')
    ports.store.saveOrder({ ...order.value, state: 'PAYERROR' })
  note(ports, order.value, how)
  return ok(sheetOf(ports, order.value))
}

const nearbyMax = 5

/** Codes that are on a screen right now, for a wallet without a camera. */
function nearbyOrders(ports: WechatGatewayPorts, payer: string | undefined): readonly OpenOrder[] {
  const nowMs = ports.clock.nowMs()
  return ports.store
    .openOrders(nearbyMax * 4)
    .filter((order) => obstacle(agedOrder(order, nowMs), payer, nowMs) === undefined)
    .slice(0, nearbyMax)
    .map((order) => ({ ...sheetOf(ports, order), qr: order.codeUrl ?? '' }))
}

export const wechatWallet = (ports: WechatGatewayPorts): WalletPlatform => ({
  provider: 'wechat',
  isCode: (qr) => qr.startsWith('weixin://'),
  scan: (qr, payer) => ports.store.transact(() => scanCode(ports, qr, payer)),
  confirm: (payer, number, mayPay) =>
    ports.store.transact(() => confirmPayment(ports, payer, number, mayPay)),
  reject: (payer, number) => ports.store.transact(() => declinePayment(ports, payer, number, 'Rejected')),
  abandon: (payer, number) => ports.store.transact(() => declinePayment(ports, payer, number, 'Abandoned')),
  nearby: (payer) => nearbyOrders(ports, payer),
  see: (look) => seeFace(ports, look),
  asked: (payer) => ports.store.askedOrders(payer, nearbyMax).map((order) => sheetOf(ports, order)),
})
