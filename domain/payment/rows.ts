/**
 * The rows both kinds of attempt share. Money for a live attempt pays its sale; money for one that was over goes
 * back. What is paid is never undone here: only refunds, which have books of their own, return it.
 */

import type { AttemptState } from './attempt.ts'
import { type Cell, nothing, type Row } from './transition.ts'

/** Money for an attempt that is still live. */
export const money: Cell = [
  { when: 'isOrderTaken', to: 'orphaned', act: ['OweRefund', 'Alarm'] },
  { to: 'succeeded', act: ['PayOrder'] },
]

const deaf: Row = {
  Started: nothing,
  Due: nothing,
  CancelWished: nothing,
  Offered: nothing,
  Unpaid: nothing,
  PayerFailed: nothing,
  Closed: nothing,
  NotFound: nothing,
  Paid: nothing,
  PaidBack: nothing,
  Refused: nothing,
  Settled: nothing,
  Unheard: nothing,
  Unwound: nothing,
  UnwindPending: nothing,
  Released: nothing,
}

/** Over without money; should money come all the same, it is owed back from the same transaction on. */
const over: Row = {
  ...deaf,
  Paid: [{ to: 'orphaned', act: ['OweRefund', 'Alarm'], ending: 'closed' }],
}

export const finalRows: Readonly<
  Record<Extract<AttemptState, 'succeeded' | 'closed' | 'reversed' | 'failed' | 'orphaned'>, Row>
> = { succeeded: deaf, orphaned: deaf, closed: over, reversed: over, failed: over }
