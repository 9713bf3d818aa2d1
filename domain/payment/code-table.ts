/**
 * How an attempt by the shopper's own code goes on: it is charged once and never again; whatever is not a sure answer
 * is asked about; and it is over only when the provider reversed it and says so when asked. A reversal returns money:
 * once one was sent, money that shows up is not taken but reversed again, and refunded where it is too late for that.
 */

import { finalRows, money } from './rows.ts'
import { type Cell, nothing, type Row, type Table } from './transition.ts'
import { givenBack, type OwnCells, type UnwindState, unwindingRows } from './unwinding-rows.ts'

const fail = (ending: 'closed' | 'codeRefused'): Cell => [{ to: 'failed', act: ['ReleaseOrder'], ending }]

const unwind = (ending: 'closed' | 'refused'): Cell => [{ to: 'unwinding', act: ['Query'], ending }]

const reversed: Cell = [{ to: 'reversed', act: ['ReleaseOrder'], ending: 'closed' }]

const created: Row = {
  Started: [{ to: 'submitting', act: ['Charge'] }],
  // Whoever held the code is gone, and nothing was sent: a fresh code may be asked for.
  Due: fail('codeRefused'),
  CancelWished: fail('closed'),
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

const unclear: Cell = [{ to: 'unknown', wait: 'firstAsk' }]

const submitting: Row = {
  ...created,
  Started: nothing,
  Due: [{ to: 'unknown', act: ['Query'] }],
  CancelWished: [{ to: 'unwinding', wait: 'untilReversible', ending: 'closed' }],
  Unpaid: [{ to: 'awaiting', wait: 'poll' }],
  PayerFailed: unwind('refused'),
  Closed: unclear,
  NotFound: unclear,
  // Definite; one question all the same, in case the answer was another's.
  Refused: [{ to: 'unknown', act: ['Query'], ending: 'told', note: 'refused' }],
  Settled: unclear,
  Unheard: unclear,
}

const awaiting: Row = {
  ...created,
  Started: nothing,
  Due: [
    { when: 'isPastConfirming', to: 'unwinding', act: ['Query'], ending: 'expired' },
    { to: 'awaiting', act: ['Query'] },
  ],
  CancelWished: unwind('closed'),
  Unpaid: [{ to: 'awaiting', wait: 'poll' }],
  PayerFailed: unwind('refused'),
  Closed: reversed,
  NotFound: [{ to: 'awaiting', wait: 'poll' }],
  Unheard: [{ to: 'awaiting', wait: 'poll' }],
}

/** The provider's refusal stands, unless it says now that there is money. */
const asRefused = (otherwise: Cell): Cell => [
  { when: 'wasRefused', to: 'failed', act: ['ReleaseOrder'] },
  ...otherwise,
]

const unknown: Row = {
  ...created,
  Started: nothing,
  Due: [
    { when: 'isPastConfirming', to: 'unwinding', act: ['Query'], ending: 'unavailable' },
    { to: 'unknown', act: ['Query'] },
  ],
  CancelWished: unwind('closed'),
  Unpaid: asRefused([{ to: 'awaiting', wait: 'poll' }]),
  PayerFailed: asRefused(unwind('refused')),
  Closed: asRefused(reversed),
  // Not found is no failure: the charge may still be on its way.
  NotFound: asRefused([
    { when: 'isLongAbsent', to: 'unwinding', act: ['Query'], ending: 'unavailable' },
    { to: 'unknown', wait: 'poll' },
  ]),
  Refused: [{ to: 'unknown', act: ['Query'], ending: 'told', note: 'refused' }],
  Unheard: asRefused([{ to: 'unknown', wait: 'poll' }]),
}

const unwindingCells = (to: UnwindState): OwnCells => {
  const reverse: Cell = [
    { when: 'isReversalOver', to, wait: 'backoff' },
    { when: 'isReversible', to, act: ['Reverse'] },
    { to, wait: 'untilReversible' },
  ]
  // Still there after it was ended: it landed late, or the provider's books lag. Once more from the start.
  const stillThere: Cell = [{ when: 'isConfirmingEnd', to, wait: 'backoff', note: 'notUnwound' }, ...reverse]
  return {
    Offered: nothing,
    Unpaid: stillThere,
    PayerFailed: stillThere,
    NotFound: [
      { when: 'isSurelyAbsent', to: 'reversed', act: ['ReleaseOrder'] },
      { when: 'isConfirmingEnd', to, wait: 'absence' },
      ...reverse,
    ],
    Paid: [
      // A reversal may be on its way to this very money.
      { when: 'isReversingAndTold', to },
      { when: 'isConfirmingEnd', to, wait: 'backoff', note: 'notUnwound' },
      // The provider reverses no more, and nothing of ours is on its way: a refund of its own number returns the money.
      { when: 'isReversalLanded', to: 'orphaned', act: ['OweRefund', 'Alarm'] },
      { when: 'isReversalOver', to, wait: 'backoff' },
      { when: 'isReversing', to, act: ['Reverse'] },
      ...money,
    ],
  }
}

export const codeTable: Table = {
  created,
  submitting,
  awaiting,
  unknown,
  ...unwindingRows('reversed', unwindingCells),
  ...finalRows,
}
