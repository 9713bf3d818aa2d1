/**
 * Ending a payment by code, whichever interface asks: an unpaid one is closed for good, a paid one gives its money
 * back. Not in the first seconds, while the shopper may be paying, and not after a week. A number that is not known
 * leaves no trace: a charge that arrives later is charged.
 */

import type { FaultAction } from '../faults/actions.ts'
import { note, paidJustNow } from './order.ts'
import type { WechatGatewayPorts } from './ports.ts'
import type { Order } from './record.ts'

const reverseAfterMs = 15_000
const reverseForMs = 7 * 86_400_000

export type ReverseOutcome =
  | 'done'
  /** Nothing was done: call again. */
  | 'again'
  /** Nothing was done: the shopper is paying. */
  | 'paying'
  | 'absent'
  | 'notByCode'
  | 'refunded'
  | 'tooLate'

function giveBack(ports: WechatGatewayPorts, order: Order): void {
  const { clock, store } = ports
  const { outTradeNo, amountFen } = order
  store.appendEvent({ atMs: clock.nowMs(), outTradeNo, kind: 'Refunded', amountFen })
}

function end(ports: WechatGatewayPorts, order: Order): ReverseOutcome {
  if (order.state === 'REVOKED') return 'done'
  if (order.state === 'REFUND') return 'refunded'
  if (order.state === 'SUCCESS') giveBack(ports, order)
  ports.store.saveOrder({ ...order, state: 'REVOKED', script: null, scriptAtMs: null, revokesAtMs: null })
  note(ports, order, 'Reversed')
  return 'done'
}

export function reverseOrder(
  ports: WechatGatewayPorts,
  order: Order | undefined,
  fault: FaultAction | undefined,
): ReverseOutcome {
  const ageMs = ports.clock.nowMs() - (order?.createdAtMs ?? 0)
  if (fault?.kind === 'reverse_again') return 'again'
  if (fault?.kind === 'reverse_paying') return 'paying'
  if (order === undefined) return 'absent'
  if (order.tradeType === 'NATIVE') return 'notByCode'
  if (ageMs > reverseForMs) return 'tooLate'
  if (ageMs < reverseAfterMs) return 'paying'
  return end(ports, fault?.kind === 'pay_before_close' ? paidJustNow(ports, order) : order)
}
