/**
 * One step of an attempt: what an event makes of it, and what is to be done about it. Pure: the tables say what
 * happens, this gives their words a meaning. The new attempt belongs on disk before any of the actions is begun.
 */

import { assert } from '../result.ts'
import type { PaymentEnding } from '../sale/fact.ts'
import { type Attempt, type AttemptMode, isLive } from './attempt.ts'
import { codeTable } from './code-table.ts'
import { type Action, type AttemptEvent, providerCalls } from './event.ts'
import { qrTable } from './qr-table.ts'
import type { Guard, Note, Table, Transition, Wait } from './transition.ts'

export interface Step {
  readonly attempt: Attempt
  readonly actions: readonly Action[]
}

export type Tables = Readonly<Record<AttemptMode, Table>>

export const paymentTables: Tables = { qr: qrTable, code: codeTable }

type Ask = (attempt: Attempt, event: AttemptEvent, nowMs: number) => boolean

/** Never, where it was not sent. */
const sinceSent = ({ sentAtMs }: Attempt, nowMs: number): number =>
  sentAtMs === undefined ? 0 : nowMs - sentAtMs

const isTold = (event: AttemptEvent): boolean => event.kind === 'Paid' && event.heard === 'told'

const guards: Readonly<Record<Guard, Ask>> = {
  maySendAgain: ({ sends, timing }) => sends < timing.sendsMax,
  isFirstSend: ({ sends }) => sends <= 1,
  isPastPayable: ({ payableUntilMs, timing }, _, nowMs) => nowMs >= payableUntilMs + timing.expiryGraceMs,
  isPastFinding: ({ payableUntilMs, timing }, _, nowMs) => nowMs >= payableUntilMs + timing.notFoundFinalMs,
  isPastConfirming: (attempt, _, nowMs) => sinceSent(attempt, nowMs) >= attempt.timing.confirmForMs,
  isLongAbsent: (attempt, _, nowMs) => sinceSent(attempt, nowMs) >= attempt.timing.absentMs,
  isReversible: (attempt, _, nowMs) => sinceSent(attempt, nowMs) >= attempt.timing.reverseAfterMs,
  wasRefused: ({ wasRefused }) => wasRefused,
  isConfirmingEnd: ({ unwoundAtMs }) => unwoundAtMs !== undefined,
  isSurelyAbsent: ({ unwoundAtMs, timing }, _, nowMs) =>
    unwoundAtMs !== undefined && nowMs - unwoundAtMs >= (timing.absenceMs.at(-1) ?? 0),
  wasNeverOffered: ({ codeUrl }) => codeUrl === undefined,
  takesTooLong: ({ unwindingSinceMs, timing }, _, nowMs) =>
    unwindingSinceMs !== undefined && nowMs - unwindingSinceMs >= timing.stuckAfterMs,
  // Once: what goes on being asked after that waits for the person.
  isAskedInVain: ({ asks, timing }) => asks + 1 === timing.unsureAnswersMax,
  isAskedToTheEnd: ({ asks, timing }) => asks + 1 >= timing.unsureAnswersMax + timing.slowAsksMax,
  isOrderTaken: (_, event) => event.kind === 'Paid' && event.order === 'taken',
  isReversing: ({ reverses }) => reverses > 0,
  isReversalOver: (attempt, _, nowMs) =>
    attempt.reverses > 0 && sinceSent(attempt, nowMs) >= attempt.timing.reversibleForMs,
  isReversalLanded: (attempt, _, nowMs) =>
    attempt.reverses > 0 &&
    sinceSent(attempt, nowMs) >= attempt.timing.reversibleForMs + attempt.timing.reversalLandsMs,
  isReversingAndTold: ({ reverses }, event) => reverses > 0 && isTold(event),
  isTold: (_, event) => isTold(event),
}

const nth = (waitsMs: readonly number[], count: number): number =>
  waitsMs[Math.min(count, waitsMs.length - 1)] ?? 0

const backoffOf = ({ timing, asks }: Attempt): number =>
  asks < timing.unsureAnswersMax
    ? nth(timing.backoffMs, asks)
    : nth(timing.slowMs, asks - timing.unsureAnswersMax)

const waits: Readonly<Record<Wait, (attempt: Attempt, nowMs: number) => number>> = {
  poll: ({ timing }, nowMs) => nowMs + timing.pollMs,
  unanswered: ({ timing }, nowMs) => nowMs + timing.unansweredMs,
  backoff: (attempt, nowMs) => nowMs + backoffOf(attempt),
  firstAsk: ({ timing }, nowMs) => nowMs + timing.firstAskMs,
  untilReversible: ({ sentAtMs, timing }, nowMs) => (sentAtMs ?? nowMs) + timing.reverseAfterMs,
  absence: ({ unwoundAtMs = 0, timing }, nowMs) =>
    unwoundAtMs + (timing.absenceMs.find((afterMs) => unwoundAtMs + afterMs > nowMs) ?? 0),
  lastLook: ({ payableUntilMs, timing }) => payableUntilMs + timing.notFoundFinalMs,
}

const notes: Readonly<Record<Note, (attempt: Attempt, nowMs: number) => Partial<Attempt>>> = {
  refused: () => ({ wasRefused: true }),
  unwound: (_, nowMs) => ({ unwoundAtMs: nowMs }),
  notUnwound: () => ({ unwoundAtMs: undefined }),
}

function endingAfter(
  { ending }: Attempt,
  event: AttemptEvent,
  transition: Transition,
): PaymentEnding | undefined {
  if (transition.ending === undefined) return ending
  if (transition.ending === 'told') return event.kind === 'Refused' ? event.ending : ending
  // A lane that was told of an ending hears no other one.
  return transition.to === 'orphaned' ? (ending ?? transition.ending) : transition.ending
}

function dueAfter(
  attempt: Attempt,
  next: Attempt,
  transition: Transition,
  nowMs: number,
): number | undefined {
  if (transition.wait !== undefined) return waits[transition.wait](attempt, nowMs)
  if (transition.act?.some(isCall)) return nowMs + attempt.timing.leaseMs
  return isLive(next) ? attempt.dueAtMs : undefined
}

const isCall = (action: Action): boolean => providerCalls.some((call) => call === action)

/** What the calls of this step count up; kept before they are made. */
function sent(attempt: Attempt, { act = [] }: Transition, nowMs: number): Partial<Attempt> {
  const isSend = act.includes('Create') || act.includes('Charge')
  return {
    ...(isSend && { sends: attempt.sends + 1, sentAtMs: nowMs }),
    ...(act.includes('Reverse') && { reverses: attempt.reverses + 1 }),
  }
}

function after(attempt: Attempt, event: AttemptEvent, transition: Transition, nowMs: number): Attempt {
  const { to, note, wait } = transition
  const isOther = to !== attempt.state
  const beginsUnwinding = to === 'unwinding' && isOther
  const next: Attempt = {
    ...attempt,
    ...(note !== undefined && notes[note](attempt, nowMs)),
    ...sent(attempt, transition, nowMs),
    ...(event.kind === 'Offered' && to === 'awaiting' && { codeUrl: event.codeUrl }),
    ...(beginsUnwinding && { unwindingSinceMs: nowMs }),
    state: to,
    ending: endingAfter(attempt, event, transition),
    asks: isOther ? 0 : attempt.asks + (wait === 'backoff' ? 1 : 0),
  }
  const base = note === 'unwound' || note === 'notUnwound' ? next : attempt
  const dueAtMs = dueAfter(isOther ? { ...base, asks: 0 } : base, next, transition, nowMs)
  // With nothing left to ask, the next doubt counts from the beginning.
  const asks = dueAtMs === undefined ? 0 : next.asks
  return { ...next, asks, codeUrl: isLive(next) ? next.codeUrl : undefined, dueAtMs }
}

export function step(
  attempt: Attempt,
  event: AttemptEvent,
  nowMs: number,
  tables: Tables = paymentTables,
): Step {
  const cell = tables[attempt.mode][attempt.state][event.kind]
  const transition = cell.find(({ when }) => when === undefined || guards[when](attempt, event, nowMs))
  if (transition === undefined) return { attempt, actions: [] }
  const next = after(attempt, event, transition, nowMs)
  assert(!isLive(next) || next.dueAtMs !== undefined, 'whatever may take money is looked at again')
  return { attempt: next, actions: transition.act ?? [] }
}
