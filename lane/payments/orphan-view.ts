/**
 * Which money on its way back is shown, and to whom: the shopper whose sale it came for, for a while whoever paid last
 * and may still be near, and staff all of the last day. Pure; it shows, it never decides.
 */

import type { OrphanView } from '../../domain/contract/view.ts'
import { type LaneState, type Orphan, saleIdOf } from '../../domain/sale/sale.ts'

/** How long the screen between two shoppers still speaks of it. */
export const orphanShownMs = 600_000
/** How long staff see it. */
export const orphanStaffMs = 86_400_000

/** What the screen of choices says already. */
const toldOf = ({ sale }: LaneState): string | undefined => {
  const notPaid = sale?.tender?.notPaid
  return notPaid?.isReturning ? notPaid.reference : undefined
}

function isForShopper(state: LaneState, { saleId, reference, atMs }: Orphan, nowMs: number): boolean {
  if (reference === toldOf(state)) return false
  const shownSaleId = saleIdOf(state)
  return shownSaleId === null ? nowMs - atMs < orphanShownMs : saleId === shownSaleId
}

/** Latest first. */
export function orphanViews(state: LaneState, nowMs: number): readonly OrphanView[] {
  const isStaff = state.attendant.kind === 'signedIn'
  return state.orphans
    .filter((orphan) => (isStaff ? nowMs - orphan.atMs < orphanStaffMs : isForShopper(state, orphan, nowMs)))
    .map(({ paymentId, wallet, amountMinor, reference, stage, atMs }) => {
      return { paymentId, wallet, amountMinor, reference, stage, atMs }
    })
    .toReversed()
}
