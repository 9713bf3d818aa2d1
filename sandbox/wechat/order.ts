/**
 * What time alone does to an order, and the one way an order is paid. Everything else about an order is decided in
 * the endpoint that changes it.
 */

import { assert } from '../../domain/result.ts'
import { transactionBody } from './answer-body.ts'
import { newTransactionId } from './ids.ts'
import { oweNotice } from './notices.ts'
import type { WechatGatewayPorts } from './ports.ts'
import type { EventKind, Order } from './record.ts'

/** A code opens its order this long, whatever the order's own expiry says. */
export const codeLifeMs = 2 * 3_600_000
/** An order that came without an expiry is closed after this. */
const openOrderLifeMs = 7 * 86_400_000

/** The order as it is by now: one that never got an expiry closes by age. */
export function agedOrder(order: Order, nowMs: number): Order {
  const isOver = order.expiresAtMs === null && nowMs - order.createdAtMs >= openOrderLifeMs
  return order.state === 'NOTPAY' && isOver ? { ...order, state: 'CLOSED' } : order
}

export const isExpired = (order: Order, nowMs: number): boolean =>
  order.expiresAtMs !== null && nowMs >= order.expiresAtMs

/** Writes an event that moves no money. */
export function note({ clock, store }: WechatGatewayPorts, order: Order, kind: EventKind): void {
  store.appendEvent({ atMs: clock.nowMs(), outTradeNo: order.outTradeNo, kind, amountFen: 0 })
}

export const isUnpaid = ({ state }: Order): boolean => state === 'NOTPAY' || state === 'USERPAYING'

/** Takes the payer's money and owes the merchant a notification. The caller has checked that the order may be paid. */
export function captureOrder(ports: WechatGatewayPorts, order: Order, payer: string): Order {
  assert(isUnpaid(order), 'only an unpaid order is captured')
  const { clock, random, store, keys } = ports
  const paidAtMs = clock.nowMs()
  const transactionId = newTransactionId(random, paidAtMs)
  const paid: Order = { ...order, state: 'SUCCESS', payer, transactionId, paidAtMs }
  const { outTradeNo, amountFen } = order
  store.saveOrder(paid)
  store.appendEvent({ atMs: paidAtMs, outTradeNo, kind: 'Captured', amountFen })
  if (order.notifyUrl === null) return paid
  oweNotice(ports, {
    outTradeNo,
    url: order.notifyUrl,
    eventType: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
    resource: transactionBody(paid, keys),
  })
  return paid
}

const surprisePayer = 'somebody'

/** The order after its shopper has confirmed at the worst moment; one that cannot be paid stays as it is. */
export const paidJustNow = (ports: WechatGatewayPorts, order: Order): Order =>
  isUnpaid(order) ? captureOrder(ports, order, order.payer ?? surprisePayer) : order
