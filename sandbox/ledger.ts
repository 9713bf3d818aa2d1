/**
 * The truth about money at a payment platform, as a test's oracle and the control door read it: what was taken and
 * given back per merchant number, and the events that say when. The same for every platform of the sandbox.
 */

export interface LedgerEvent<Kind extends string = string> {
  readonly atMs: number
  readonly outTradeNo: string
  readonly kind: Kind
  /** Moved money for `Captured` and `Refunded`, zero otherwise. */
  readonly amountFen: number
}

export interface LedgerEntry {
  readonly outTradeNo: string
  readonly amountFen: number
  readonly state: string
  readonly capturedFen: number
  readonly refundedFen: number
  readonly events: readonly LedgerEvent[]
}

const movedFen = (events: readonly LedgerEvent[], kind: 'Captured' | 'Refunded'): number =>
  events.filter((event) => event.kind === kind).reduce((sum, event) => sum + event.amountFen, 0)

export function ledgerEntry(
  order: Pick<LedgerEntry, 'outTradeNo' | 'amountFen' | 'state'>,
  events: readonly LedgerEvent[],
): LedgerEntry {
  return {
    outTradeNo: order.outTradeNo,
    amountFen: order.amountFen,
    state: order.state,
    capturedFen: movedFen(events, 'Captured'),
    refundedFen: movedFen(events, 'Refunded'),
    events,
  }
}
