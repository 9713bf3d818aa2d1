/**
 * How an attempt by QR goes on: an order is made (the same bytes as often as needed), shown, asked about, and closed
 * at the provider before anyone calls it over. Rows are states, columns events; an empty cell changes nothing.
 */

import { finalRows, money } from './rows.ts'
import { type Cell, nothing, type Row, type Table } from './transition.ts'
import { givenBack, type OwnCells, type UnwindState, unwindingRows } from './unwinding-rows.ts'

const unwind = (ending: 'closed' | 'expired' | 'refused' | 'unavailable'): Cell => [
  { to: 'unwinding', act: ['Query'], ending },
]

const over = (ending: 'closed' | 'refused'): Cell => [
  {
    to: ending === 'refused' ? 'failed' : 'closed',
    act: ['ReleaseOrder'],
    ending: ending === 'refused' ? 'told' : ending,
  },
]

const send: Cell = [{ to: 'submitting', act: ['Create'] }]

const created: Row = {
  Started: send,
  Due: send,
  CancelWished: over('closed'),
  Offered: nothing,
  Unpaid: nothing,
  PayerFailed: nothing,
  Closed: nothing,
  NotFound: nothing,
  Paid: money,
  ...givenBack('closed'),
  Refused: nothing,
  Settled: nothing,
  Unheard: nothing,
  Unwound: nothing,
  UnwindPending: nothing,
  Released: nothing,
}

const submitting: Row = {
  ...created,
  Started: nothing,
  Due: [{ when: 'maySendAgain', to: 'submitting', act: ['Create'] }, ...unwind('unavailable')],
  CancelWished: unwind('closed'),
  Offered: [{ to: 'awaiting', wait: 'poll' }],
  Closed: unwind('unavailable'),
  NotFound: unwind('unavailable'),
  // The very first send refused proves that there is no order; after an unheard one it proves nothing.
  Refused: [
    { when: 'isFirstSend', to: 'failed', act: ['ReleaseOrder'], ending: 'told' },
    ...unwind('unavailable'),
  ],
  Settled: unwind('unavailable'),
  Unheard: [
    { when: 'maySendAgain', to: 'submitting', wait: 'backoff' },
    { to: 'unwinding', wait: 'backoff', ending: 'unavailable' },
  ],
}

const awaiting: Row = {
  ...created,
  Started: nothing,
  Due: [
    { when: 'isPastPayable', to: 'unwinding', act: ['Query'], ending: 'expired' },
    { to: 'awaiting', act: ['Query'] },
  ],
  CancelWished: unwind('closed'),
  Unpaid: [{ to: 'awaiting', wait: 'poll' }],
  PayerFailed: [{ to: 'unwinding', act: ['Close'], ending: 'refused' }],
  Closed: over('closed'),
  // At some providers an order exists only once it was scanned.
  NotFound: [{ to: 'awaiting', wait: 'poll' }],
  Unheard: [{ to: 'awaiting', wait: 'unanswered' }],
}

/** Ended at the provider, it said; what it says when asked decides. */
const closeOrWait = (to: UnwindState): Cell => [
  { when: 'isConfirmingEnd', to, wait: 'backoff', note: 'notUnwound' },
  { to, act: ['Close'] },
]

const unwindingCells = (to: UnwindState): OwnCells => ({
  // Made after all, perhaps only so that there is something to close.
  Offered: [{ to, act: ['Close'] }],
  Unpaid: closeOrWait(to),
  PayerFailed: closeOrWait(to),
  NotFound: [
    { when: 'isPastFinding', to: 'closed', act: ['ReleaseOrder'] },
    { when: 'isSurelyAbsent', to: 'closed', act: ['ReleaseOrder'], wait: 'lastLook' },
    { when: 'isConfirmingEnd', to, wait: 'absence' },
    // It may be overtaken by its own late request: sent again, there is something to close.
    { when: 'wasNeverOffered', to, act: ['Create'] },
    { to, act: ['Close'] },
  ],
  // Closing returns no money, so money that was faster is welcome.
  Paid: money,
})

export const qrTable: Table = {
  created,
  submitting,
  awaiting,
  // Only a charge can be done without anyone knowing: an order nobody heard of is simply sent again.
  unknown: submitting,
  ...unwindingRows('closed', unwindingCells),
  ...finalRows,
}
