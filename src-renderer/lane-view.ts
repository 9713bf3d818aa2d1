/**
 * Which of two views is the one to paint, and what of the last one may stand: a basket of two hundred lines changes
 * one at a time, and lines that stayed the same keep their identity so that only the changed one is drawn anew.
 */

import type { LaneView, LineView } from '../domain/contract/view.ts'

export interface SeenView {
  readonly view: LaneView
  /** The page's own monotonic clock when it came, to count on from the lane's time. */
  readonly receivedAtMs: number
}

const equalLines = (a: LineView, b: LineView): boolean =>
  a.quantity === b.quantity &&
  a.unitMinor === b.unitMinor &&
  a.listMinor === b.listMinor &&
  a.weightGrams === b.weightGrams &&
  a.isOnePack === b.isOnePack &&
  a.isRecalled === b.isRecalled &&
  a.markdown?.percentOff === b.markdown?.percentOff &&
  a.markdown?.goodUntil === b.markdown?.goodUntil &&
  a.totalMinor === b.totalMinor &&
  a.savedMinor === b.savedMinor &&
  a.waitsForApproval === b.waitsForApproval &&
  a.minimumAge === b.minimumAge &&
  a.gtin === b.gtin &&
  a.department === b.department &&
  a.names['zh-CN'] === b.names['zh-CN'] &&
  a.names.en === b.names.en

/** The new lines, with those of before in the place of their equals. */
export function keepLines(before: readonly LineView[], now: readonly LineView[]): readonly LineView[] {
  const lineById = new Map(before.map((line) => [line.lineId, line]))
  return now.map((line) => {
    const kept = lineById.get(line.lineId)
    return kept && equalLines(kept, line) ? kept : line
  })
}

function keep(before: LaneView, now: LaneView): LaneView {
  if (!before.basket || !now.basket) return now
  return { ...now, basket: { ...now.basket, lines: keepLines(before.basket.lines, now.basket.lines) } }
}

/**
 * The newer of what is painted and what came; an older revision is dropped. Only views of one line are compared: a
 * lane that started anew counts from the beginning, so a fresh line begins with `undefined`.
 */
export function newerView(seen: SeenView | undefined, view: LaneView, receivedAtMs: number): SeenView {
  if (!seen) return { view, receivedAtMs }
  return view.revision < seen.view.revision ? seen : { view: keep(seen.view, view), receivedAtMs }
}

/** The lane's time now, by the page's own clock since the view came. */
export const laneNowMs = ({ view, receivedAtMs }: SeenView, pageNowMs: number): number =>
  view.nowMs + Math.max(0, pageNowMs - receivedAtMs)
