/**
 * Money on its way back: one refund under one number, for an orphan as for a returned article. The number and the
 * bytes never change, so sending again refunds once. It ends only when the provider says that the money is back;
 * what it cannot finish calls a person, and is asked about for as long as it takes.
 */

export const refundStates = ['pending', 'processing', 'success', 'stuck'] as const

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

export type RefundCall = 'Send' | 'Query'

/** `Book` belongs into the step's own transaction. */
export type RefundAction = RefundCall | 'Book' | 'CallPerson'

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
const leaseMs = 30_000
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
}

const waiting: readonly Transition[] = [{ to: 'stuck' }]

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
  },
  success: { Due: [], Accepted: [], Done: [], Failed: [], NotFound: [], Refused: [], Unheard: [] },
}

const guards: Readonly<Record<Guard, (refund: RefundProgress, nowMs: number) => boolean>> = {
  isOverdue: ({ createdAtMs }, nowMs) => nowMs - createdAtMs >= refundOverdueMs,
  isRefusedTooOften: ({ refusals }) => refusals + 1 >= refundRefusalsMax,
}

const isCall = (action: RefundAction): action is RefundCall => action === 'Send' || action === 'Query'

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
  const waitMs = call ? leaseMs : to === 'stuck' ? slowestMs : (waitsMs[asks] ?? slowestMs)
  return {
    refund: {
      ...refund,
      state: to,
      asks: call ? asks : asks + 1,
      refusals: refund.refusals + (event === 'Refused' ? 1 : 0),
      dueAtMs: to === 'success' ? undefined : nowMs + waitMs,
    },
    actions: act,
  }
}
