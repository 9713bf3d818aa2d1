/** A call for the attendant that the lane makes by itself, and what it is about. Made once for one matter. */

import type { Item } from '../item.ts'
import { type PackNumbers, recallOf } from '../rules/recall.ts'
import type { Recall } from '../rules/sale-rules.ts'
import type { Fact, HelpAbout } from './fact.ts'
import type { LaneState } from './sale.ts'

export const isSameMatter = (a: HelpAbout, b: HelpAbout | undefined): boolean =>
  b !== undefined &&
  a.recallId === b.recallId &&
  a.gtin === b.gtin &&
  a.batch === b.batch &&
  a.serial === b.serial

/** The call, unless somebody is on the way for this very matter. */
export const callAbout = ({ helpAbout }: LaneState, about: HelpAbout): readonly Fact[] =>
  isSameMatter(about, helpAbout) ? [] : [{ kind: 'HelpCalled', about }]

/** What there is to say of a pack that was called back; nothing where it was not. */
export function recallMatter(
  recalls: readonly Recall[],
  { gtin, names }: Item,
  { batch, serial }: Omit<PackNumbers, 'gtin'>,
): HelpAbout | undefined {
  const recall = recallOf(recalls, { gtin, batch, serial })
  if (!recall) return undefined
  const { recallId, reason } = recall
  return {
    kind: 'Recalled',
    recallId,
    gtin,
    names,
    reason,
    ...(batch !== undefined && { batch }),
    ...(serial !== undefined && { serial }),
  }
}
