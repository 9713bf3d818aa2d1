/**
 * Which sound a change of the view deserves, if any. Only changes sound: a page that comes back to a basket, or
 * paints the same twice, is silent.
 */

import type { LaneView } from '../domain/contract/view.ts'

const sounds = ['accept', 'refuse', 'attention', 'done'] as const

export type Sound = (typeof sounds)[number]

const asksForSomeone = ({ idleEndsAtMs, approvalAge, screen }: LaneView): readonly boolean[] => [
  idleEndsAtMs !== null,
  approvalAge > 0,
  screen.kind === 'weighing',
  screen.kind === 'tender' && screen.notPaid !== null,
  screen.kind === 'tender' && screen.notSeen !== null,
  screen.kind === 'confirming' && screen.passwordUntilMs !== null,
]

/** Nothing was refused: an answer takes its time. */
const isAwaited = ({ notice }: LaneView): boolean =>
  notice?.refusal === 'TenderAsked' || notice?.refusal === 'BasketAsked'

/** The strongest reason wins: paid, refused, a question, an item. */
export function soundFor(before: LaneView, now: LaneView): Sound | undefined {
  if (now.screen.kind === 'paid' && before.screen.kind !== 'paid') return 'done'
  if (now.notice && now.notice.id !== before.notice?.id) return isAwaited(now) ? 'attention' : 'refuse'
  const asked = asksForSomeone(before)
  if (asksForSomeone(now).some((asks, index) => asks && asked[index] === false)) return 'attention'
  if (now.screen.kind === 'confirming' && before.screen.kind !== 'confirming') return 'accept'
  return (now.basket?.pieces ?? 0) > (before.basket?.pieces ?? 0) ? 'accept' : undefined
}
