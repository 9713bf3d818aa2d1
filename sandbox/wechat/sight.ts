/**
 * What a query gets to see of an order: the truth, unless a fault lets it lag behind or look like something else.
 * The books are never touched.
 */

import type { FaultAction } from '../faults/actions.ts'
import { agedOrder } from './order.ts'
import type { WechatGatewayPorts } from './ports.ts'
import type { Order } from './record.ts'

const unpaidOf = (order: Order): Order => ({
  ...order,
  state: order.tradeType === 'NATIVE' ? 'NOTPAY' : 'USERPAYING',
  transactionId: null,
  paidAtMs: null,
})

function isGivenBack({ store }: WechatGatewayPorts, { outTradeNo, amountFen }: Order): boolean {
  const settled = store.refundsOfOrder(outTradeNo).filter(({ state }) => state === 'SUCCESS')
  return settled.reduce((sum, { refundFen }) => sum + refundFen, 0) === amountFen
}

/** Another order's transaction, if there is one. */
function strangeTransactionOf({ clock, store }: WechatGatewayPorts, order: Order): string | null {
  const others = store
    .ordersPaid(0, clock.nowMs() + 1)
    .filter(({ outTradeNo }) => outTradeNo !== order.outTradeNo)
  return others[0]?.transactionId ?? order.transactionId
}

export function seenOrder(
  ports: WechatGatewayPorts,
  order: Order | undefined,
  fault: FaultAction | undefined,
): Order | undefined {
  if (order === undefined) return undefined
  const nowMs = ports.clock.nowMs()
  const isLying = fault?.kind === 'query_lies' && nowMs - (order.paidAtMs ?? order.createdAtMs) < fault.ms
  if (isLying) return fault.as === 'absent' ? undefined : unpaidOf(order)
  if (fault?.kind === 'duplicate_transaction_id')
    return { ...order, transactionId: strangeTransactionOf(ports, order) }
  const isMasked = fault?.kind === 'closed_after_refund' && isGivenBack(ports, order)
  return isMasked ? { ...unpaidOf(order), state: 'CLOSED' } : agedOrder(order, nowMs)
}
