/**
 * A small world around the payment machine, for exploring: attempts of one sale, a provider that keeps its own books,
 * a network that loses, delays and repeats, a shopper who pays when it suits, and a server that may die anywhere.
 * Worlds are values; `movesOf` gives every next one. The provider here shares nothing with the machine but its words.
 */

import { type Attempt, type AttemptMode, isLive, newAttempt } from '../../../domain/payment/attempt.ts'
import type { Action, AttemptEvent, ProviderCall } from '../../../domain/payment/event.ts'
import { providerCalls } from '../../../domain/payment/event.ts'
import { type RefundProgress, stepRefund } from '../../../domain/payment/refund.ts'
import { step, type Tables } from '../../../domain/payment/step.ts'
import type { Timing } from '../../../domain/payment/timing.ts'
import { present } from '../../../domain/result.ts'

/** `scan`: a QR whose order exists at the provider only once it was scanned. */
export type Kind = 'qr' | 'scan' | 'code'

/** An order in the provider's books; `back`: paid, and the money returned. */
export type Booked = 'none' | 'open' | 'paid' | 'closed' | 'back'

export interface Refund {
  readonly progress: RefundProgress
  readonly isOut: boolean
}

export interface Side {
  readonly kind: Kind
  readonly attempt: Attempt
  /** Whether its opener still lives, with the shopper's code in hand. */
  readonly isHeld: boolean
  readonly out: ProviderCall | undefined
  /** Requests on the way whose answer nobody waits for any more. */
  readonly late: readonly ProviderCall[]
  readonly booked: Booked
  readonly isShown: boolean
  readonly charges: number
  readonly isNoticeOwed: boolean
  /** The provider called it over, or refused, and it was not so. */
  readonly wasLiedTo: boolean
  readonly refund: Refund | undefined
}

/** How often each misfortune may still happen. */
export interface Budget {
  readonly crashes: number
  readonly losses: number
  readonly lates: number
  readonly repeats: number
  readonly cancels: number
  /** Answers of the provider that are not true. */
  readonly lies: number
}

export interface World {
  readonly nowMs: number
  readonly sides: readonly Side[]
  readonly paidBy: number | undefined
  readonly budget: Budget
}

export interface Scope {
  /** What the shopper tries, one after the other. */
  readonly kinds: readonly Kind[]
  readonly timings: Readonly<Record<AttemptMode, Timing>>
  readonly payableForMs: number
  /** How long a charged code can still be honoured. */
  readonly codeLivesMs: number
  readonly budget: Budget
  readonly tables?: Tables
}

export interface Move {
  readonly label: string
  readonly world: World
}

const modeOf = (kind: Kind): AttemptMode => (kind === 'code' ? 'code' : 'qr')

const isCall = (action: Action): action is ProviderCall => providerCalls.some((call) => call === action)

const spend = (world: World, what: keyof Budget): World => ({
  ...world,
  budget: { ...world.budget, [what]: world.budget[what] - 1 },
})

const withSide = (world: World, at: number, change: Partial<Side>): World => ({
  ...world,
  sides: world.sides.map((side, index) => (index === at ? { ...side, ...change } : side)),
})

const sideAt = ({ sides }: World, at: number): Side => present(sides[at], 'the attempt was made')

function opened(world: World, { kinds, timings, payableForMs }: Scope): World {
  const kind = kinds[world.sides.length]
  if (kind === undefined) return world
  const timing = timings[modeOf(kind)]
  const { nowMs } = world
  const attempt = newAttempt(modeOf(kind), timing, nowMs + payableForMs, nowMs + timing.leaseMs)
  const side: Side = {
    kind,
    attempt,
    isHeld: true,
    out: undefined,
    late: [],
    booked: 'none',
    isShown: false,
    charges: 0,
    isNoticeOwed: false,
    wasLiedTo: false,
    refund: undefined,
  }
  return { ...world, sides: [...world.sides, side] }
}

export const firstWorld = (scope: Scope): World =>
  opened({ nowMs: 0, sides: [], paidBy: undefined, budget: scope.budget }, scope)

/** The step with what belongs into its transaction; the call it wants goes out. */
function happen(world: World, scope: Scope, at: number, event: AttemptEvent): World {
  const side = sideAt(world, at)
  const { attempt, actions } = step(side.attempt, event, world.nowMs, scope.tables)
  const call = actions.find(isCall)
  const owed: Refund = {
    progress: { state: 'pending', asks: 0, refusals: 0, createdAtMs: 0, dueAtMs: 0 },
    isOut: false,
  }
  const next = withSide(world, at, {
    attempt,
    isShown: side.isShown || attempt.codeUrl !== undefined,
    charges: side.charges + (call === 'Charge' ? 1 : 0),
    ...(call !== undefined && { out: call }),
    ...(actions.includes('OweRefund') && { refund: side.refund ?? owed }),
  })
  return actions.includes('PayOrder') ? { ...next, paidBy: at } : next
}

/** The provider's part of a call: its books afterwards, and what it would answer. Several, where chance decides. */
function served(
  { kind, booked }: Side,
  call: ProviderCall,
  mayHonour: boolean,
): readonly [Booked, AttemptEvent][] {
  switch (call) {
    case 'Create':
      if (booked === 'none') return [[kind === 'scan' ? 'none' : 'open', { kind: 'Offered', codeUrl: 'qr' }]]
      return booked === 'open'
        ? [['open', { kind: 'Offered', codeUrl: 'qr' }]]
        : [[booked, { kind: 'Settled' }]]
    case 'Charge':
      if (booked !== 'none') return [[booked, { kind: 'Settled' }]]
      if (!mayHonour) return [['none', { kind: 'Refused', ending: 'codeRefused' }]]
      return [
        ['paid', { kind: 'Paid', order: 'waiting', heard: 'asked' }],
        ['open', { kind: 'Unpaid' }],
        ['none', { kind: 'Refused', ending: 'noFunds' }],
      ]
    case 'Query':
      return [[booked, said(booked)]]
    case 'Close':
      if (booked === 'open') return [['closed', { kind: 'Unwound' }]]
      return [[booked, booked === 'paid' ? { kind: 'Settled' } : { kind: 'Unwound' }]]
    case 'Reverse':
      if (booked === 'open') return [['closed', { kind: 'Unwound' }]]
      return [[booked === 'paid' ? 'back' : booked, { kind: 'Unwound' }]]
  }
}

function said(booked: Booked): AttemptEvent {
  switch (booked) {
    case 'none':
      return { kind: 'NotFound' }
    case 'open':
      return { kind: 'Unpaid' }
    case 'paid':
      return { kind: 'Paid', order: 'waiting', heard: 'asked' }
    case 'closed':
      return { kind: 'Closed' }
    case 'back':
      return { kind: 'PaidBack' }
  }
}

const orderOf = ({ paidBy }: World, at: number): 'waiting' | 'taken' =>
  paidBy === undefined || paidBy === at ? 'waiting' : 'taken'

function book(world: World, at: number, booked: Booked): World {
  const side = sideAt(world, at)
  const isNoticeOwed = side.isNoticeOwed || (booked === 'paid' && side.booked !== 'paid')
  return withSide(world, at, { booked, isNoticeOwed })
}

function answered(world: World, scope: Scope, at: number, event: AttemptEvent): World {
  const told = event.kind === 'Paid' ? { ...event, order: orderOf(world, at) } : event
  return happen(withSide(world, at, { out: undefined }), scope, at, told)
}

/** What can become of the call that is out. */
function callMoves(world: World, scope: Scope, at: number): readonly Move[] {
  const side = sideAt(world, at)
  const { out } = side
  if (out === undefined) return []
  const unheard = (from: World): World => answered(from, scope, at, { kind: 'Unheard' })
  const moves: Move[] = []
  for (const [booked, answer] of served(side, out, true)) {
    const done = book(world, at, booked)
    moves.push({ label: `${at} ${out} answers ${answer.kind}`, world: answered(done, scope, at, answer) })
    if (world.budget.losses > 0)
      moves.push({ label: `${at} ${out} done, answer lost`, world: unheard(spend(done, 'losses')) })
  }
  if (world.budget.losses > 0)
    moves.push({ label: `${at} ${out} lost`, world: unheard(spend(world, 'losses')) })
  if (world.budget.lates > 0 && out !== 'Query') {
    const waiting = withSide(spend(world, 'lates'), at, { late: [...side.late, out] })
    moves.push({ label: `${at} ${out} given up on its way`, world: unheard(waiting) })
  }
  return moves
}

/** A provider whose books lag calls open orders closed; one that signs too early refuses what it then does. */
function lieMoves(world: World, scope: Scope, at: number): readonly Move[] {
  const { out, booked } = sideAt(world, at)
  if (world.budget.lies === 0) return []
  const lied = withSide(spend(world, 'lies'), at, { wasLiedTo: true })
  if (out === 'Query' && booked === 'open')
    return [
      { label: `${at} Query answers Closed, a lie`, world: answered(lied, scope, at, { kind: 'Closed' }) },
    ]
  if (out === 'Charge' && booked === 'none') {
    const refused = answered(book(lied, at, 'paid'), scope, at, { kind: 'Refused', ending: 'noFunds' })
    return [{ label: `${at} Charge answers Refused, a lie`, world: refused }]
  }
  return []
}

/** Requests nobody waits for arrive after all, or never. */
function lateMoves(world: World, scope: Scope, at: number): readonly Move[] {
  const side = sideAt(world, at)
  const [call, ...rest] = side.late
  if (call === undefined) return []
  const gone = withSide(world, at, { late: rest })
  const mayHonour = world.nowMs - (side.attempt.sentAtMs ?? 0) < scope.codeLivesMs
  const arrived = served(side, call, mayHonour).map(([booked, { kind }]) => ({
    label: `${at} late ${call} arrives, unread answer ${kind}`,
    world: book(gone, at, booked),
  }))
  return [{ label: `${at} late ${call} vanishes`, world: gone }, ...arrived]
}

function refundMoves(world: World, at: number): readonly Move[] {
  const { refund, booked } = sideAt(world, at)
  if (refund === undefined) return []
  const { progress, isOut } = refund
  if (!isOut) {
    if (progress.dueAtMs === undefined || progress.dueAtMs > world.nowMs) return []
    const due = stepRefund(progress, 'Due', world.nowMs)
    const coarse = { ...due.refund, dueAtMs: world.nowMs + 1, asks: 0 }
    return [
      {
        label: `${at} refund sent`,
        world: withSide(world, at, { refund: { progress: coarse, isOut: true } }),
      },
    ]
  }
  const heard = (from: World, event: 'Done' | 'Unheard'): World => {
    const { refund: next } = stepRefund(progress, event, from.nowMs)
    const dueAtMs = next.dueAtMs === undefined ? undefined : from.nowMs + 1
    return withSide(from, at, { refund: { progress: { ...next, dueAtMs, asks: 0 }, isOut: false } })
  }
  // By its number it is refunded once, however often it is sent.
  const done = booked === 'paid' ? book(world, at, 'back') : world
  const moves = [{ label: `${at} refund answers`, world: heard(done, 'Done') }]
  if (world.budget.losses > 0)
    moves.push({ label: `${at} refund done, answer lost`, world: heard(spend(done, 'losses'), 'Unheard') })
  return moves
}

function shopperMoves(world: World, scope: Scope, at: number): readonly Move[] {
  const { kind, booked, isShown, attempt } = sideAt(world, at)
  const isTimely = world.nowMs < attempt.payableUntilMs
  const canPay = booked === 'open' && (kind === 'code' || isShown) && isTimely
  const canScan = kind === 'scan' && booked === 'none' && attempt.state === 'awaiting' && isTimely
  const moves: Move[] = []
  if (canPay) moves.push({ label: `${at} shopper pays`, world: book(world, at, 'paid') })
  if (canScan) moves.push({ label: `${at} shopper scans`, world: book(world, at, 'open') })
  if (world.budget.cancels > 0) {
    const wished = happen(spend(world, 'cancels'), scope, at, { kind: 'CancelWished' })
    moves.push({ label: `${at} shopper cancels`, world: wished })
  }
  return moves
}

/**
 * Told unasked that it is paid: by the notification, by its repetition, or by the bill in the end. A notification may
 * be so slow that the money has gone back meanwhile.
 */
function noticeMoves(world: World, scope: Scope, at: number): readonly Move[] {
  const { booked, isNoticeOwed } = sideAt(world, at)
  if (booked !== 'paid' && booked !== 'back') return []
  const hear = (from: World): World =>
    happen(from, scope, at, { kind: 'Paid', order: orderOf(from, at), heard: 'told' })
  const moves: Move[] = []
  if (isNoticeOwed)
    moves.push({ label: `${at} notice`, world: hear(withSide(world, at, { isNoticeOwed: false })) })
  else if (world.budget.repeats > 0)
    moves.push({ label: `${at} notice again`, world: hear(spend(world, 'repeats')) })
  return moves
}

function driverMoves(world: World, scope: Scope, at: number): readonly Move[] {
  const { attempt, isHeld, out } = sideAt(world, at)
  if (out !== undefined) return []
  if (attempt.state === 'created' && isHeld)
    return [{ label: `${at} starts`, world: happen(world, scope, at, { kind: 'Started' }) }]
  if (attempt.dueAtMs === undefined || attempt.dueAtMs > world.nowMs) return []
  return [{ label: `${at} is looked at`, world: happen(world, scope, at, { kind: 'Due' }) }]
}

/** What was in memory is gone; what was on its way may still arrive; all that is live is looked at at once. */
function crashMove(world: World): readonly Move[] {
  if (world.budget.crashes === 0) return []
  const sides = world.sides.map((side): Side => {
    const late = side.out === undefined ? side.late : [...side.late, side.out]
    const attempt = isLive(side.attempt) ? { ...side.attempt, dueAtMs: world.nowMs } : side.attempt
    const refund = side.refund && { ...side.refund, isOut: false }
    return { ...side, attempt, late, refund, out: undefined, isHeld: false }
  })
  return [{ label: 'server dies', world: { ...spend(world, 'crashes'), sides } }]
}

/** Time passes only when nothing is under way, up to the next moment somebody waits for. */
function timeMove(world: World): readonly Move[] {
  if (world.sides.some(({ out, refund }) => out !== undefined || refund?.isOut)) return []
  const dues = world.sides.flatMap(({ attempt, refund }) => [attempt.dueAtMs, refund?.progress.dueAtMs])
  const next = Math.min(...dues.filter((due): due is number => due !== undefined))
  if (!Number.isFinite(next) || next <= world.nowMs) return []
  return [{ label: `time passes to ${next}`, world: { ...world, nowMs: next } }]
}

function openMove(world: World, scope: Scope): readonly Move[] {
  const isFree = world.paidBy === undefined && !world.sides.some(({ attempt }) => isLive(attempt))
  if (!isFree || world.sides.length >= scope.kinds.length) return []
  return [{ label: 'another attempt', world: opened(world, scope) }]
}

export function movesOf(world: World, scope: Scope): readonly Move[] {
  const each = world.sides.flatMap((_, at) => [
    ...callMoves(world, scope, at),
    ...lieMoves(world, scope, at),
    ...lateMoves(world, scope, at),
    ...driverMoves(world, scope, at),
    ...refundMoves(world, at),
    ...noticeMoves(world, scope, at),
    ...shopperMoves(world, scope, at),
  ])
  return [...each, ...openMove(world, scope), ...timeMove(world), ...crashMove(world)]
}
