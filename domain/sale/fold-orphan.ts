/**
 * Folds what was reported of money on its way back. Total like every fold: what is known already leaves the state as
 * it was.
 */

import type { FactOf } from './fact.ts'
import { type LaneState, type Orphan, orphansKeptMax } from './sale.ts'

export function foldOrphan(state: LaneState, fact: FactOf<'OrphanReported'>, atMs: number): LaneState {
  const { kind: _, ...reported } = fact
  const known = state.orphans.find(({ paymentId }) => paymentId === reported.paymentId)
  if (known?.stage === reported.stage) return state
  const orphan: Orphan = { ...reported, atMs: known?.atMs ?? atMs }
  const orphans = known
    ? state.orphans.map((other) => (other === known ? orphan : other))
    : [...state.orphans, orphan].slice(-orphansKeptMax)
  return { ...state, orphans }
}
