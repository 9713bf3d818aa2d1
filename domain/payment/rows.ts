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
  BackUnclear: nothing,
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

/**
 * Closed because nobody knew of it, though its QR may still be in somebody's hand: once it can surely take no money
 * any more it is asked about one last time, so that late money does not wait for a message or the day's bill. A look
 * that nobody answers is repeated, calls a person, is repeated far slower, and ends.
 */
const atRest: Cell = [{ to: 'closed' }]
/** Given back at the provider's own pages before we heard of it: the shopper's money, and somebody has to know. */
const givenBack: Cell = [{ to: 'closed', act: ['CallRefundedElsewhere'] }]

const closed: Row = {
  ...over,
  Due: [{ to: 'closed', act: ['Query'] }],
  Unpaid: atRest,
  PayerFailed: atRest,
  Closed: atRest,
  NotFound: atRest,
  PaidBack: givenBack,
  BackUnclear: givenBack,
  Refused: atRest,
  Settled: atRest,
  Unheard: [
    { when: 'isAskedInVain', to: 'closed', act: ['CallAboutMoney'], wait: 'backoff' },
    // The person stays called; a message or the day's bill still finds the money.
    { when: 'isAskedToTheEnd', to: 'closed' },
    { to: 'closed', wait: 'backoff' },
  ],
  Released: atRest,
}

/**
 * A reversal gives money back, and a message that it came may be slower than the money: told of any, we ask before
 * anything is owed. Money is proven by that message, so an answer that knows of none lags behind and is asked for
 * again; asked in vain for long, a person is told, and we go on asking.
 */
const askAgain: Cell = [
  { when: 'isAskedInVain', to: 'reversed', act: ['CallAboutMoney'], wait: 'backoff' },
  { to: 'reversed', wait: 'backoff' },
]
const gone: Cell = [{ to: 'reversed' }]

const reversed: Row = {
  ...over,
  Due: [{ to: 'reversed', act: ['Query'] }],
  Unpaid: askAgain,
  PayerFailed: askAgain,
  Closed: gone,
  NotFound: askAgain,
  Paid: [{ when: 'isTold', to: 'reversed', act: ['Query'] }, ...over.Paid],
  PaidBack: gone,
  BackUnclear: gone,
  Refused: askAgain,
  Settled: askAgain,
  Unheard: askAgain,
  Released: gone,
}

export const finalRows: Readonly<
  Record<Extract<AttemptState, 'succeeded' | 'closed' | 'reversed' | 'failed' | 'orphaned'>, Row>
> = { succeeded: deaf, orphaned: deaf, closed, reversed, failed: over }
