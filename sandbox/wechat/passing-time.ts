/**
 * What time alone does on this platform: refunds settle, shoppers with a script act, unpaid payments by code are
 * revoked. Called before every answer and at every tick, so that the books are right whoever looks first.
 */

import { isUnpaid, note, paidJustNow } from './order.ts'
import type { WechatGatewayPorts } from './ports.ts'
import type { Order } from './record.ts'
import { settleRefunds } from './refund-settlement.ts'

const batchMax = 100

/** The shopper or the platform, whose turn came first. */
function act(ports: WechatGatewayPorts, order: Order): void {
  const nowMs = ports.clock.nowMs()
  const scriptAtMs = order.scriptAtMs ?? Number.POSITIVE_INFINITY
  const revokesAtMs = order.revokesAtMs ?? Number.POSITIVE_INFINITY
  const done = { ...order, script: null, scriptAtMs: null }
  if (revokesAtMs <= nowMs && revokesAtMs <= scriptAtMs) {
    ports.store.saveOrder({ ...done, revokesAtMs: null, state: 'REVOKED' })
    note(ports, order, 'Reversed')
  } else if (order.script === 'confirms' && isUnpaid(order)) {
    paidJustNow(ports, { ...done, revokesAtMs: null })
  } else {
    ports.store.saveOrder({ ...done, state: order.script === 'cancels' ? 'PAYERROR' : order.state })
    note(ports, order, 'Failed')
  }
}

export function letTimePass(ports: WechatGatewayPorts): void {
  const { clock, store } = ports
  settleRefunds(ports)
  store.transact(() => {
    for (const order of store.ordersDue(clock.nowMs(), batchMax)) act(ports, order)
  })
}
