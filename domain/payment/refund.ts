/**
 * Money on its way back: one refund under one number, for an orphan as for a returned article. The number and the
 * bytes never change, so sending again refunds once. It ends only when the provider says that the money is back;
 * what it cannot finish calls a person, and is asked about for as long as it takes. A person may end it by their word:
 * paid out otherwise, or void. Its number is then never sent again, and is asked about a few times more: money that
 * moves under it all the same is booked, and somebody is told.
 */

/** `paidOut`: the shopper got the money in another way. `void`: it never happened, and will not. */
const refundStates = ['pending', 'processing', 'success', 'stuck', 'paidOut', 'void'] as const

export type RefundState = (typeof refundStates)[number]

/** Of which the provider has not said how they end. */
export const openRefundStates = ['pending', 'processing', 'stuck'] as const satisfies readonly RefundState[]

export interface RefundProgress {
  readonly state: RefundState
  /** Waits so far in this state. */
  readonly asks: number
  /** How often the provider surely refused it. */
  readonly refusals: number
  readonly createdAtMs: number
  readonly dueAtMs: number | undefined
}

export type RefundEvent =
  | 'Due'
  /** Taken on, or known and under way. */
  | 'Accepted'
  | 'Done'
  /** The provider cannot give it back by itself, or gave it up. */
  | 'Failed'
  | 'NotFound'
  | 'Refused'
  | 'Unheard'
  /** A person's word, once the provider said that it has no such refund. */
  | 'PaidOut'
  | 'Voided'

export type RefundCall = 'Send' | 'Query'

/**
 * All but the calls belong into the step's own transaction. `Alarm`: money moved under a number that a person ended.
 */
export type RefundAction = RefundCall | 'Book' | 'BookPayout' | 'CallPerson' | 'Alarm'

type Guard = 'isOverdue' | 'isRefusedTooOften'

interface Transition {
  readonly when?: Guard
  readonly to: RefundState
  readonly act?: readonly RefundAction[]
}

type Row = Readonly<Record<RefundEvent, readonly Transition[]>>

const minute = 60_000

/** The first question after ten seconds: the provider asks for some patience. */
const waitsMs = [10_000, minute, 5 * minute, 30 * minute, 60 * minute] as const
const slowestMs = 60 * minute
/** After a person ended it: a send that was still on its way would show by then. */
const watchWaitsMs = [10 * minute, 30 * minute, 60 * minute, 60 * minute] as const
/** Longer than all exchanges of any call: whoever finds one run out knows that nothing is on its way. */
export const refundLeaseMs = 180_000
/** Refused so often, it will not be granted by itself: the merchant's own money may be short until tomorrow. */
export const refundRefusalsMax = 5
/** Owed for longer than this, a person is told. */
export const refundOverdueMs = 24 * 60 * minute

const done: readonly Transition[] = [{ to: 'success', act: ['Book'] }]
const stuck: readonly Transition[] = [{ to: 'stuck', act: ['CallPerson'] }]

const pending: Row = {
  Due: [
    { when: 'isOverdue', to: 'stuck', act: ['CallPerson', 'Send'] },
    { to: 'pending', act: ['Send'] },
  ],
  Accepted: [{ to: 'processing' }],
  Done: done,
  Failed: stuck,
  NotFound: [{ to: 'pending' }],
  Refused: [{ when: 'isRefusedTooOften', to: 'stuck', act: ['CallPerson'] }, { to: 'pending' }],
  Unheard: [{ to: 'pending' }],
  PaidOut: [],
  Voided: [],
}

const processing: Row = {
  Due: [
    { when: 'isOverdue', to: 'stuck', act: ['CallPerson', 'Query'] },
    { to: 'processing', act: ['Query'] },
  ],
  Accepted: [{ to: 'processing' }],
  Done: done,
  Failed: stuck,
  // Taken on, and now unknown: the same number again.
  NotFound: [{ to: 'pending', act: ['Send'] }],
  Refused: [{ to: 'processing' }],
  Unheard: [{ to: 'processing' }],
  PaidOut: [],
  Voided: [],
}

const waiting: readonly Transition[] = [{ to: 'stuck' }]

/** Ended by a person: never sent again, only watched. */
function ended(state: 'paidOut' | 'void'): Row {
  const watched: readonly Transition[] = [{ to: state }]
  return {
    Due: [{ to: state, act: ['Query'] }],
    Accepted: [{ to: 'processing', act: ['Alarm'] }],
    Done: [{ to: 'success', act: ['Book', 'Alarm'] }],
    Failed: watched,
    NotFound: watched,
    Refused: watched,
    Unheard: watched,
    PaidOut: [],
    Voided: [],
  }
}

const over: readonly Transition[] = []

const rows: Readonly<Record<RefundState, Row>> = {
  pending,
  processing,
  stuck: {
    Due: [{ to: 'stuck', act: ['Query'] }],
    Accepted: waiting,
    Done: done,
    Failed: waiting,
    NotFound: [{ to: 'stuck', act: ['Send'] }],
    Refused: waiting,
    Unheard: waiting,
    PaidOut: [{ to: 'paidOut', act: ['BookPayout'] }],
    Voided: [{ to: 'void' }],
  },
  paidOut: ended('paidOut'),
  void: ended('void'),
  success: {
    Due: over,
    Accepted: over,
    Done: over,
    Failed: over,
    NotFound: over,
    Refused: over,
    Unheard: over,
    PaidOut: over,
    Voided: over,
  },
}

const guards: Readonly<Record<Guard, (refund: RefundProgress, nowMs: number) => boolean>> = {
  isOverdue: ({ createdAtMs }, nowMs) => nowMs - createdAtMs >= refundOverdueMs,
  isRefusedTooOften: ({ refusals }) => refusals + 1 >= refundRefusalsMax,
}

const isCall = (action: RefundAction): action is RefundCall => action === 'Send' || action === 'Query'

/** `undefined`: nobody looks again by themselves. */
function waitMs(to: RefundState, asks: number): number | undefined {
  switch (to) {
    case 'success':
      return undefined
    case 'paidOut':
    case 'void':
      return watchWaitsMs[asks]
    case 'stuck':
      return slowestMs
    case 'pending':
    case 'processing':
      return waitsMs[asks] ?? slowestMs
  }
}

export interface RefundStep {
  readonly refund: RefundProgress
  readonly actions: readonly RefundAction[]
}

export function stepRefund(refund: RefundProgress, event: RefundEvent, nowMs: number): RefundStep {
  const transition = rows[refund.state][event].find(
    ({ when }) => when === undefined || guards[when](refund, nowMs),
  )
  if (transition === undefined) return { refund, actions: [] }
  const { to, act = [] } = transition
  const asks = to === refund.state ? refund.asks : 0
  const call = act.some(isCall)
  const wait = call ? refundLeaseMs : waitMs(to, asks)
  return {
    refund: {
      ...refund,
      state: to,
      asks: call ? asks : asks + 1,
      refusals: refund.refusals + (event === 'Refused' ? 1 : 0),
      dueAtMs: wait === undefined ? undefined : nowMs + wait,
    },
    actions: act,
  }
}
