/** The call for an attendant that a basket makes by itself when goods for adults come into it. It approves nothing. */

import type { Item } from '../item.ts'
import type { Fact } from './fact.ts'
import type { LaneState } from './sale.ts'

/** None where someone is called already, or an attendant has seen proof of this age. */
export function ageCall(state: LaneState, item: Item): readonly Fact[] {
  const approved = state.sale?.approvedAge ?? 0
  return item.minimumAge > approved && state.helpSinceMs === undefined ? [{ kind: 'HelpCalled' }] : []
}
