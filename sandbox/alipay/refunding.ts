/**
 * How money goes back: at once, or later when a fault says so. One number gives money back once within its trade, and
 * all refunds together never exceed it. A trade whose money went back whole is closed.
 */

import { present } from '../../domain/result.ts'
import type { FaultAction } from '../faults/actions.ts'
import { yuan } from '../yuan.ts'
import { oweTradeNotice } from './notices.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Refund, Trade } from './record.ts'
import { beijingTime } from './time.ts'

const batchMax = 100

const sum = (refunds: readonly Refund[]): number =>
  refunds.reduce((total, { refundFen }) => total + refundFen, 0)

/** What may still go back, with everything counted that is on its way. */
export const refundableFen = ({ store }: AlipayGatewayPorts, trade: Trade): number =>
  trade.amountFen - sum(store.refundsOfTrade(trade.outTradeNo).filter(({ state }) => state !== 'FAILED'))

export const refundedFen = ({ store }: AlipayGatewayPorts, trade: Trade): number =>
  sum(store.refundsOfTrade(trade.outTradeNo).filter(({ state }) => state === 'SUCCESS'))

function moveBack(ports: AlipayGatewayPorts, refund: Refund): void {
  const { clock, store } = ports
  const nowMs = clock.nowMs()
  const { outTradeNo, refundFen: amountFen } = refund
  store.saveRefund({ ...refund, state: 'SUCCESS', settledAtMs: nowMs })
  store.appendEvent({ atMs: nowMs, outTradeNo, kind: 'Refunded', amountFen })
  const trade = present(store.tradeByNumber(outTradeNo), 'a refund has a trade')
  const backFen = refundedFen(ports, trade)
  const after: Trade = backFen === trade.amountFen ? { ...trade, state: 'TRADE_CLOSED' } : trade
  store.saveTrade(after)
  oweTradeNotice(ports, after, 'REFUND.SUCCESS', {
    out_biz_no: refund.outRequestNo,
    refund_fee: yuan(backFen),
    gmt_refund: beijingTime(nowMs),
    ...(after.state === 'TRADE_CLOSED' && { gmt_close: beijingTime(nowMs) }),
  })
}

function settle(ports: AlipayGatewayPorts, refund: Refund): void {
  if (refund.endsAs === 'SUCCESS') moveBack(ports, refund)
  else ports.store.saveRefund({ ...refund, state: 'FAILED' })
}

/** Inside a transaction. */
export function settleRefunds(ports: AlipayGatewayPorts): void {
  for (const refund of ports.store.refundsDue(ports.clock.nowMs(), batchMax)) settle(ports, refund)
}

export interface RefundOrder {
  readonly outRequestNo: string
  readonly refundFen: number
  readonly reason: string | null
}

const failing: ReadonlySet<string> = new Set(['refund_abnormal', 'refund_closed'])

/** True when the money has moved by the time the answer leaves. */
export function giveBack(
  ports: AlipayGatewayPorts,
  trade: Trade,
  order: RefundOrder,
  fault?: FaultAction,
): boolean {
  const nowMs = ports.clock.nowMs()
  const takesMs = fault?.kind === 'refund_processing' ? fault.ms : 0
  const refund: Refund = {
    ...order,
    id: `${trade.outTradeNo} ${order.outRequestNo}`,
    outTradeNo: trade.outTradeNo,
    createdAtMs: nowMs,
    settlesAtMs: nowMs + takesMs,
    settledAtMs: null,
    endsAs: failing.has(fault?.kind ?? '') ? 'FAILED' : 'SUCCESS',
    state: 'PROCESSING',
  }
  ports.store.saveRefund(refund)
  if (takesMs > 0) return false
  settle(ports, refund)
  return refund.endsAs === 'SUCCESS'
}
