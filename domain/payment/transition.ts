/**
 * The words of the transition tables: what a cell may ask, do and remember. Everything here is a name; `step` gives
 * the names their meaning.
 */

import type { PaymentEnding } from '../sale/fact.ts'
import type { AttemptState } from './attempt.ts'
import type { Action, EventKind } from './event.ts'

export type Guard =
  | 'maySendAgain'
  | 'isFirstSend'
  | 'isPastPayable'
  | 'isPastFinding'
  | 'isPastConfirming'
  | 'isLongAbsent'
  | 'isReversible'
  | 'wasRefused'
  | 'isConfirmingEnd'
  | 'isSurelyAbsent'
  | 'wasNeverOffered'
  | 'takesTooLong'
  | 'isAskedInVain'
  | 'isAskedToTheEnd'
  | 'isOrderTaken'
  | 'isReversing'
  | 'isReversalOver'
  | 'isReversalLanded'
  | 'isReversingAndTold'
  | 'isTold'

export type Wait = 'poll' | 'unanswered' | 'backoff' | 'firstAsk' | 'untilReversible' | 'absence' | 'lastLook'

/** What an event leaves behind, beside state, ending and times. */
export type Note = 'refused' | 'unwound' | 'notUnwound'

export interface Transition {
  /** Left out: always. */
  readonly when?: Guard
  readonly to: AttemptState
  readonly act?: readonly Action[]
  /** Left out: the lease of the call, where there is one; else nothing to wait for where the attempt is over. */
  readonly wait?: Wait
  /** `told`: as the event says. Left out: as it was. */
  readonly ending?: PaymentEnding | 'told'
  readonly note?: Note
}

/** The first whose guard holds happens; none: nothing does. */
export type Cell = readonly Transition[]

export type Row = Readonly<Record<EventKind, Cell>>

export type Table = Readonly<Record<AttemptState, Row>>

export const nothing: Cell = []
