/**
 * What time alone does to a trade, how one comes to be, and the one way one is paid. Everything else about a trade is
 * decided in the method that changes it.
 */

import { assert } from '../../domain/result.ts'
import { newTradeNo } from './ids.ts'
import { oweTradeNotice } from './notices.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { EventKind, Trade } from './record.ts'
import type { TradeNumbers } from './request-schema.ts'

/** A trade that came without an expiry is closed after this. */
export const tradeLifeMs = 3 * 3_600_000
/** From then on no refund is possible. */
export const refundWindowMs = 365 * 86_400_000

export const isOpen = ({ state }: Trade): boolean => state === 'INVITED' || state === 'WAIT_BUYER_PAY'

/** The trade as it is by now: an unpaid one runs out, a paid one is finished. */
export function agedTrade(trade: Trade, nowMs: number): Trade {
  if (trade.state === 'WAIT_BUYER_PAY' && nowMs >= trade.expiresAtMs)
    return { ...trade, state: 'TRADE_CLOSED' }
  const isFinished = trade.state === 'TRADE_SUCCESS' && nowMs - (trade.paidAtMs ?? nowMs) >= refundWindowMs
  return isFinished ? { ...trade, state: 'TRADE_FINISHED' } : trade
}

/** Writes an event that moves no money. */
export function note({ clock, store }: AlipayGatewayPorts, trade: Trade, kind: EventKind): void {
  store.appendEvent({ atMs: clock.nowMs(), outTradeNo: trade.outTradeNo, kind, amountFen: 0 })
}

/** The trade a merchant's call is about; a QR nobody has scanned is none. */
export function findTrade(
  { clock, store }: AlipayGatewayPorts,
  { trade_no, out_trade_no }: TradeNumbers,
): Trade | undefined {
  const found =
    trade_no === undefined ? store.tradeByNumber(out_trade_no ?? '') : store.tradeByTradeNo(trade_no)
  return found === undefined || found.state === 'INVITED' ? undefined : agedTrade(found, clock.nowMs())
}

/** The trade comes to be: somebody holds it in their wallet. */
export function born({ clock, random }: AlipayGatewayPorts, trade: Trade, buyer: string): Trade {
  const nowMs = clock.nowMs()
  const tradeNo = newTradeNo(random, nowMs)
  return { ...trade, state: 'WAIT_BUYER_PAY', buyer, tradeNo, bornAtMs: nowMs }
}

/** Takes the buyer's money and owes the merchant a message. The caller has checked that the trade may be paid. */
export function capture(ports: AlipayGatewayPorts, trade: Trade): Trade {
  assert(trade.state === 'WAIT_BUYER_PAY', 'only a waiting trade is captured')
  const { clock, store } = ports
  const paidAtMs = clock.nowMs()
  const paid: Trade = { ...trade, state: 'TRADE_SUCCESS', script: null, scriptAtMs: null, paidAtMs }
  const { outTradeNo, amountFen } = trade
  store.saveTrade(paid)
  store.appendEvent({ atMs: paidAtMs, outTradeNo, kind: 'Captured', amountFen })
  oweTradeNotice(ports, paid, 'TRANSACTION.SUCCESS', {})
  return paid
}

const surpriseBuyer = 'somebody'

/** The trade after its shopper has confirmed at the worst moment; one that cannot be paid stays as it is. */
export function paidJustNow(ports: AlipayGatewayPorts, trade: Trade | undefined): Trade | undefined {
  if (trade === undefined || !isOpen(agedTrade(trade, ports.clock.nowMs()))) return trade
  const waiting = trade.state === 'INVITED' ? born(ports, trade, trade.buyer ?? surpriseBuyer) : trade
  return capture(ports, waiting)
}

/** Ends an unpaid trade for good. */
export function closeTrade(ports: AlipayGatewayPorts, trade: Trade): void {
  ports.store.saveTrade({ ...trade, state: 'TRADE_CLOSED', script: null, scriptAtMs: null })
  note(ports, trade, 'Closed')
}
