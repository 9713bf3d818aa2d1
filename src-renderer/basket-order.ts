/**
 * The order in which a basket is shown: the newest scan on top, and no line ever moves. A line that is scanned again
 * or stepped is lit where it is, so that a finger on its stepper never finds another line under it. Pure.
 */

import type { BasketView, LineView } from '../domain/contract/view.ts'

export const newestFirst = ({ lines }: BasketView): readonly LineView[] => lines.toReversed()

/** The line to show large: the one that changed last, or, when that one is gone, the newest. */
export const lastLine = ({ lines, lastLineId }: BasketView): LineView | undefined =>
  lines.find((line) => line.lineId === lastLineId) ?? lines.at(-1)
