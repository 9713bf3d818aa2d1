/**
 * What a shopper's wallet does with a payment platform: scan a code, confirm, reject. Every refusal has a name, so
 * that the page can say it in the shopper's words. Money moves only in `confirmPayment`.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import { agedOrder, captureOrder, isExpired, note } from '../wechat/order.ts'
import type { GatewayPorts } from '../wechat/ports.ts'
import type { Order } from '../wechat/record.ts'

export type WalletRefusal =
  /** Not a payment code of this platform, or one that a newer code has replaced. */
  | { readonly kind: 'CodeUnknown' }
  | { readonly kind: 'CodeExpired' }
  | { readonly kind: 'OrderExpired' }
  | { readonly kind: 'OrderClosed' }
  | { readonly kind: 'OrderPaid' }
  | { readonly kind: 'OrderOfAnotherPayer' }
  | { readonly kind: 'OrderUnknown' }

/** What the shopper sees before confirming. */
export interface PaymentSheet {
  readonly out_trade_no: string
  readonly merchant: string
  readonly description: string
  readonly amount: number
  readonly currency: 'CNY'
}

export interface PaymentReceipt extends PaymentSheet {
  readonly transaction_id: string
  readonly paid_at_ms: number
}

export interface OpenOrder extends PaymentSheet {
  readonly qr: string
}

const sheetOf = ({ keys }: GatewayPorts, order: Order): PaymentSheet => ({
  out_trade_no: order.outTradeNo,
  merchant: keys.merchantName,
  description: order.description,
  amount: order.amountFen,
  currency: 'CNY',
})

/** Why nobody, or not this payer, can pay the order; `undefined` if it can be paid. */
function obstacle(order: Order, payer: string | undefined, nowMs: number): WalletRefusal | undefined {
  switch (order.state) {
    case 'SUCCESS':
    case 'REFUND':
      return { kind: 'OrderPaid' }
    case 'CLOSED':
      return { kind: 'OrderClosed' }
    case 'NOTPAY':
      break
  }
  if (isExpired(order, nowMs)) return { kind: 'OrderExpired' }
  if (nowMs >= order.codeExpiresAtMs) return { kind: 'CodeExpired' }
  const isAnothers = order.payer !== null && payer !== undefined && order.payer !== payer
  return isAnothers ? { kind: 'OrderOfAnotherPayer' } : undefined
}

/** Opens the payment sheet. A scan that names its payer keeps the order for that payer. */
export function scanCode(
  ports: GatewayPorts,
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

function receiptOf(ports: GatewayPorts, order: Order): PaymentReceipt {
  const { transactionId, paidAtMs } = order
  return { ...sheetOf(ports, order), transaction_id: transactionId ?? '', paid_at_ms: paidAtMs ?? 0 }
}

function openOrder(ports: GatewayPorts, payer: string, outTradeNo: string): Result<Order, WalletRefusal> {
  const nowMs = ports.clock.nowMs()
  const found = ports.store.orderByNumber(outTradeNo)
  if (found === undefined) return err({ kind: 'OrderUnknown' })
  const order = agedOrder(found, nowMs)
  const refusal = obstacle(order, payer, nowMs)
  return refusal === undefined ? ok(order) : err(refusal)
}

/** Pays once. The same payer confirming again (a second tap, a lost answer) gets the same receipt. */
export function confirmPayment(
  ports: GatewayPorts,
  payer: string,
  outTradeNo: string,
): Result<PaymentReceipt, WalletRefusal> {
  const known = ports.store.orderByNumber(outTradeNo)
  if (known?.state === 'SUCCESS' && known.payer === payer) return ok(receiptOf(ports, known))
  const order = openOrder(ports, payer, outTradeNo)
  return order.ok ? ok(receiptOf(ports, captureOrder(ports, order.value, payer))) : order
}

/** The shopper says no. The order stays open and stays this payer's: the same code can be scanned again. */
export function rejectPayment(
  ports: GatewayPorts,
  payer: string,
  outTradeNo: string,
): Result<PaymentSheet, WalletRefusal> {
  const order = openOrder(ports, payer, outTradeNo)
  if (!order.ok) return order
  note(ports, order.value, 'Rejected')
  return ok(sheetOf(ports, order.value))
}

const nearbyMax = 5

/** Codes that are on a screen right now, for a wallet without a camera. */
export function nearbyOrders(ports: GatewayPorts, payer: string | undefined): readonly OpenOrder[] {
  const nowMs = ports.clock.nowMs()
  return ports.store
    .openOrders(nearbyMax * 4)
    .filter((order) => obstacle(agedOrder(order, nowMs), payer, nowMs) === undefined)
    .slice(0, nearbyMax)
    .map((order) => ({ ...sheetOf(ports, order), qr: order.codeUrl }))
}
