/**
 * `alipay.trade.query`: what the platform knows about a trade, by either number. Armed faults let it lag behind the
 * truth; the books stay what they are.
 */

import type { FaultAction } from '../faults/actions.ts'
import { queriedFields } from './answer-fields.ts'
import type { Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Trade } from './record.ts'
import { done, refusals } from './reply.ts'
import { readContent, tradeSchema } from './request-schema.ts'
import { findTrade } from './trade.ts'

const unpaid = (trade: Trade): Trade => ({ ...trade, state: 'WAIT_BUYER_PAY', paidAtMs: null })

/** Another trade's number, if there is one. */
function strangeTradeNo({ clock, store }: AlipayGatewayPorts, trade: Trade): string | null {
  const others = store
    .tradesPaid(0, clock.nowMs() + 1)
    .filter(({ outTradeNo }) => outTradeNo !== trade.outTradeNo)
  return others[0]?.tradeNo ?? trade.tradeNo
}

/** The trade as the question sees it. */
function seen(ports: AlipayGatewayPorts, trade: Trade, fault: FaultAction | undefined): Trade | undefined {
  const sinceMs = ports.clock.nowMs() - (trade.paidAtMs ?? trade.createdAtMs)
  if (fault?.kind === 'query_lies' && sinceMs < fault.ms)
    return fault.as === 'absent' ? undefined : unpaid(trade)
  if (fault?.kind === 'duplicate_transaction_id') return { ...trade, tradeNo: strangeTradeNo(ports, trade) }
  // All its money went back, and nothing says that there was any.
  const isMasked = fault?.kind === 'closed_after_refund' && trade.state === 'TRADE_CLOSED'
  return isMasked ? { ...trade, paidAtMs: null } : trade
}

export const query: Method = {
  name: 'alipay.trade.query',
  api: 'alipay_query',
  v3: { api: 'alipay_v3_query', verbs: ['POST', 'GET'] },
  handle(ports, { content }, fault) {
    const parsed = readContent(tradeSchema, content)
    if (!parsed.ok) return parsed.error
    const found = findTrade(ports, parsed.value)
    const trade = found === undefined ? undefined : seen(ports, found, fault)
    return trade === undefined ? refusals.tradeNotExist() : done(queriedFields(trade))
  },
}
