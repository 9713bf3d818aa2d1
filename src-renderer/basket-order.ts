/**
 * The order in which a basket is shown: what was touched last on top, then the newest scans. Pure.
 */

import type { BasketView, LineView } from '../domain/view.ts'

export function newestFirst({ lines, lastLineId }: BasketView): readonly LineView[] {
  const newest = lines.toReversed()
  const last = newest.find((line) => line.lineId === lastLineId)
  return last ? [last, ...newest.filter((line) => line !== last)] : newest
}
