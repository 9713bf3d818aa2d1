/**
 * Folds the facts of money going back. Total like every fold: a fact that does not fit leaves the state as it was.
 */

import type { FactOf } from './fact.ts'
import { foldOrphan } from './fold-orphan.ts'
import { isOpenRefund, type LaneRefund, type LaneState, refundsKeptMax } from './sale.ts'

/** Without the oldest ended one, where there is no room; `undefined` where all are open. */
function withRoom(refunds: readonly LaneRefund[]): readonly LaneRefund[] | undefined {
  if (refunds.length < refundsKeptMax) return refunds
  const oldest = refunds.findIndex((refund) => !isOpenRefund(refund))
  return oldest < 0 ? undefined : refunds.filter((_, at) => at !== oldest)
}

function requested(state: LaneState, fact: FactOf<'RefundRequested'>, atMs: number): LaneState {
  const { kind: _, ...asked } = fact
  const room = withRoom(state.refunds)
  if (!room || state.refunds.some(({ refundId }) => refundId === fact.refundId)) return state
  const refund: LaneRefund = { ...asked, atMs, reference: undefined, stage: 'requested' }
  return { ...state, refunds: [...room, refund] }
}

function moved(
  state: LaneState,
  refundId: string,
  move: (refund: LaneRefund) => LaneRefund | undefined,
): LaneState {
  const refund = state.refunds.find((known) => known.refundId === refundId)
  const next = refund && move(refund)
  return next
    ? { ...state, refunds: state.refunds.map((known) => (known.refundId === refundId ? next : known)) }
    : state
}

type RefundFact = FactOf<
  'RefundRequested' | 'RefundAccepted' | 'RefundSettled' | 'RefundFailed' | 'OrphanReported'
>

export function foldRefund(state: LaneState, fact: RefundFact, atMs: number): LaneState {
  switch (fact.kind) {
    case 'RefundRequested':
      return requested(state, fact, atMs)
    case 'RefundAccepted':
      return moved(state, fact.refundId, (refund) =>
        refund.stage === 'requested'
          ? { ...refund, stage: 'accepted', reference: fact.reference }
          : undefined,
      )
    case 'RefundSettled':
      return moved(state, fact.refundId, (refund) =>
        refund.stage === 'accepted' ? { ...refund, stage: 'settled' } : undefined,
      )
    case 'RefundFailed':
      return moved(state, fact.refundId, (refund) =>
        isOpenRefund(refund) ? { ...refund, stage: fact.why } : undefined,
      )
    case 'OrphanReported':
      return foldOrphan(state, fact, atMs)
  }
}
