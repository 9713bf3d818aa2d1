/**
 * The rows of an attempt that is being ended at its provider: it is asked how it stands, ended, and asked again until
 * it says that it is over. How an order is ended is each table's own; how long anyone waits, and who is called, is not.
 */

import type { AttemptState } from './attempt.ts'
import { type Cell, nothing, type Row, type Table, type Transition } from './transition.ts'

export type UnwindState = Extract<AttemptState, 'unwinding' | 'unwindStuck'>

/** What the provider says of an order that is there, or is not: the cells in which the tables differ. */
export type OwnCells = Pick<Row, 'Offered' | 'Unpaid' | 'PayerFailed' | 'NotFound' | 'Paid'>

/**
 * A reversal of ours gives all of it back; whatever else went back, somebody did by hand. How much of it, a person looks
 * up where nobody says, at once and with the shopper waiting: neither sold nor to be paid anew.
 */
export function givenBack(ending?: 'closed'): Pick<Row, 'PaidBack' | 'BackUnclear'> {
  const byUs: Transition = { when: 'isReversing', to: 'reversed', act: ['ReleaseOrder'] }
  const how = ending && { ending }
  return {
    PaidBack: [byUs, { to: 'reversed', act: ['ReleaseOrder', 'CallRefundedElsewhere'], ...how }],
    BackUnclear: [byUs, { to: 'unwindStuck', act: ['CallRefundUnclear'], wait: 'backoff', ...how }],
  }
}

function rowOf(to: UnwindState, over: Cell, own: OwnCells): Row {
  const again: Cell = [{ to, wait: 'backoff' }]
  const confirm: Cell = [{ to, act: ['Query'], note: 'unwound' }]
  return {
    ...own,
    Started: nothing,
    Due: [{ to, act: ['Query'] }],
    CancelWished: nothing,
    Closed: over,
    ...givenBack(),
    Refused: again,
    Settled: confirm,
    Unheard: again,
    Unwound: confirm,
    UnwindPending: again,
    Released: nothing,
  }
}

/** What takes too long calls a person, and goes on; the person's word ends it too. */
export function unwindingRows(
  ended: 'closed' | 'reversed',
  ownCells: (to: UnwindState) => OwnCells,
): Pick<Table, UnwindState> {
  const over: Cell = [{ to: ended, act: ['ReleaseOrder'] }]
  const row = (to: UnwindState): Row => rowOf(to, over, ownCells(to))
  return {
    unwinding: {
      ...row('unwinding'),
      Due: [
        { when: 'takesTooLong', to: 'unwindStuck', act: ['CallPerson', 'Query'] },
        { to: 'unwinding', act: ['Query'] },
      ],
    },
    unwindStuck: { ...row('unwindStuck'), Released: over },
  }
}
