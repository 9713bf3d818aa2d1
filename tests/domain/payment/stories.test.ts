/**
 * Long stories of a payment in real time, with many misfortunes each: whatever random order things come in, no law of
 * money is broken on the way, and once the misfortunes are over everything ends.
 */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Attempt, attemptStates, newAttempt } from '../../../domain/payment/attempt.ts'
import type { AttemptEvent } from '../../../domain/payment/event.ts'
import { type RefundEvent, type RefundProgress, stepRefund } from '../../../domain/payment/refund.ts'
import { step } from '../../../domain/payment/step.ts'
import { codeTiming, payableForMs, qrTiming } from '../../../domain/payment/timing.ts'
import { present } from '../../../domain/result.ts'
import { breachesOf, breachesOfEnd, breachesOfMove } from './laws.ts'
import { type Budget, firstWorld, type Kind, type Move, movesOf, type Scope, type World } from './world.ts'

const kinds: readonly Kind[] = ['qr', 'scan', 'code']

const many: Budget = { crashes: 3, losses: 6, lates: 3, repeats: 3, cancels: 2, lies: 2 }
const none: Budget = { crashes: 0, losses: 0, lates: 0, repeats: 0, cancels: 0, lies: 0 }

const scopeOf = (tries: readonly Kind[]): Scope => ({
  kinds: tries,
  timings: {
    qr: qrTiming,
    code: codeTiming({
      pollMs: 5_000,
      confirmForMs: 45_000,
      reverseAfterMs: 15_000,
      reversibleForMs: 7 * 86_400_000,
    }),
  },
  payableForMs,
  codeLivesMs: 90_000,
  budget: many,
})

/** Moves of a story; one that never ends is a finding too. */
const movesMax = 4_000

function expectLawful(before: World, { label, world }: Move): void {
  expect({ label, breaches: [...breachesOf(world), ...breachesOfMove(before, world)] }).toEqual({
    label,
    breaches: [],
  })
}

/** Chance picks for as long as it has numbers; after that nothing goes wrong any more, and time runs. */
function tell(scope: Scope, picks: readonly number[]): World {
  let world = firstWorld(scope)
  for (const pick of picks) {
    const moves = movesOf(world, scope)
    const move = moves[pick % Math.max(1, moves.length)]
    if (move === undefined) break
    expectLawful(world, move)
    world = move.world
  }
  world = { ...world, budget: none }
  for (let count = 0; count < movesMax; count++) {
    const move = movesOf(world, scope)[0]
    if (move === undefined) return world
    expectLawful(world, move)
    world = move.world
  }
  return expect.fail('the story has no end')
}

it('no story of up to three attempts loses, doubles or gives away money, and every one ends', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 3 }),
      fc.array(fc.nat(1_000), { maxLength: 120 }),
      (tries, picks) => {
        const end = tell(scopeOf(tries), picks)
        expect(breachesOfEnd(end)).toEqual([])
      },
    ),
    { numRuns: 400 },
  )
})

const anEvent: fc.Arbitrary<AttemptEvent> = fc.oneof(
  fc.constantFrom<AttemptEvent>(
    { kind: 'Started' },
    { kind: 'Due' },
    { kind: 'CancelWished' },
    { kind: 'Offered', codeUrl: 'qr' },
    { kind: 'Unpaid' },
    { kind: 'PayerFailed' },
    { kind: 'Closed' },
    { kind: 'NotFound' },
    { kind: 'PaidBack' },
    { kind: 'BackUnclear' },
    { kind: 'Refused', ending: 'noFunds' },
    { kind: 'Settled' },
    { kind: 'Unheard' },
    { kind: 'Unwound' },
    { kind: 'UnwindPending' },
    { kind: 'Released' },
  ),
  fc.record({
    kind: fc.constant('Paid' as const),
    order: fc.constantFrom('waiting' as const, 'taken' as const),
    heard: fc.constantFrom('asked' as const, 'told' as const),
  }),
)

it('any event in any state is taken: what may take money is looked at again, what is over stays over', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('qr' as const, 'code' as const),
      fc.array(fc.tuple(anEvent, fc.nat(40_000)), { maxLength: 60 }),
      (mode, events) => {
        const timing = scopeOf([]).timings[mode]
        let attempt = newAttempt(mode, timing, payableForMs, 0)
        let nowMs = 0
        for (const [event, waitMs] of events) {
          nowMs += waitMs
          const before = attempt
          const next = step(before, event, nowMs)
          attempt = next.attempt
          expect(attemptStates).toContain(attempt.state)
          if (before.state === 'succeeded' || before.state === 'orphaned') expect(next.attempt).toBe(before)
          const calls = next.actions.filter((action) => /^[A-Z][a-z]+$/.test(action))
          expect(calls.length).toBeLessThanOrEqual(1)
          if (attempt.dueAtMs !== undefined) expect(attempt.dueAtMs).toBeGreaterThanOrEqual(0)
        }
      },
    ),
  )
})

const unsure: readonly AttemptEvent[] = [
  { kind: 'Unpaid' },
  { kind: 'PayerFailed' },
  { kind: 'NotFound' },
  { kind: 'Refused', ending: 'refused' },
  { kind: 'Settled' },
  { kind: 'Unheard' },
]

it('money told of after a reversal calls one person when nobody answers for it, and is never forgotten', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...unsure), { minLength: 40, maxLength: 60 }), (answers) => {
      const timing = scopeOf([]).timings.code
      const reversed = { ...newAttempt('code', timing, payableForMs, 0), state: 'reversed' as const }
      let attempt = step(reversed, { kind: 'Paid', order: 'waiting', heard: 'told' }, 0).attempt
      const calledAtMs: number[] = []
      for (const answer of answers) {
        const nowMs = present(attempt.dueAtMs, 'it is looked at again')
        const asking = step(attempt, { kind: 'Due' }, nowMs)
        expect(asking.actions).toEqual(['Query'])
        const heard = step(asking.attempt, answer, nowMs)
        if (heard.actions.includes('CallAboutMoney')) calledAtMs.push(nowMs)
        attempt = heard.attempt
      }
      expect(calledAtMs).toHaveLength(1)
      expect(calledAtMs[0]).toBeLessThan(2 * timing.stuckAfterMs)
      for (const kind of ['PaidBack', 'Released'] as const)
        expect(step(attempt, { kind }, 0).attempt).toMatchObject({ asks: 0, dueAtMs: undefined })
    }),
  )
})

/** How often it is looked at until nobody looks any more or the time is over, with what is answered each time. */
function looksWithin(first: Attempt, answers: readonly AttemptEvent[], forMs: number): number {
  let attempt = first
  let looks = 0
  while (attempt.dueAtMs !== undefined && attempt.dueAtMs < forMs) {
    const nowMs = attempt.dueAtMs
    attempt = step(attempt, { kind: 'Due' }, nowMs).attempt
    for (const answer of answers) attempt = step(attempt, answer, nowMs).attempt
    looks += 1
  }
  return looks
}

it('what nobody can end is looked at ever slower, not every minute for a week', () => {
  const timing = scopeOf([]).timings
  const stuck = { state: 'unwindStuck', dueAtMs: 0, unwindingSinceMs: 0, sentAtMs: 0 } as const
  const weekMs = 7 * 86_400_000
  const code = { ...newAttempt('code', timing.code, payableForMs, 0), ...stuck }
  const money: AttemptEvent = { kind: 'Paid', order: 'waiting', heard: 'asked' }
  const charged = looksWithin(
    { ...code, reverses: 1 },
    [money, { kind: 'Refused', ending: 'refused' }],
    weekMs,
  )
  expect(charged).toBeLessThan(250)
  expect(charged).toBeGreaterThan(7 * 24)
  const closed = { ...newAttempt('qr', timing.qr, payableForMs, 0), state: 'closed', dueAtMs: 0 } as const
  expect(looksWithin(closed, [{ kind: 'Unheard' }], weekMs)).toBe(80)
})

const refundEvents: readonly RefundEvent[] = [
  'Due',
  'Accepted',
  'Done',
  'Failed',
  'NotFound',
  'Refused',
  'Unheard',
  'PaidOut',
  'Voided',
]

it('a refund in any story is looked at until the money is back, and then never touched again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...refundEvents), fc.nat(7_200_000)), { maxLength: 60 }),
      (events) => {
        let refund: RefundProgress = { state: 'pending', asks: 0, refusals: 0, createdAtMs: 0, dueAtMs: 0 }
        let nowMs = 0
        for (const [event, waitMs] of events) {
          nowMs += waitMs
          const { refund: next, actions } = stepRefund(refund, event, nowMs)
          if (refund.state === 'success') expect({ next, actions }).toEqual({ next: refund, actions: [] })
          const isEnded = next.state === 'paidOut' || next.state === 'void'
          if (!isEnded) expect(next.dueAtMs === undefined).toBe(next.state === 'success')
          // What a person ended is never sent again, whatever is heard.
          if (refund.state === 'paidOut' || refund.state === 'void') {
            expect(actions).not.toContain('Send')
            expect(['paidOut', 'void'].includes(next.state) || actions.includes('Alarm')).toBe(true)
          }
          if (isEnded && next.state !== refund.state) expect(refund.state).toBe('stuck')
          expect(actions.includes('Book')).toBe(refund.state !== 'success' && event === 'Done')
          // Under way at the provider, it is sent anew only when the provider does not know it.
          if (refund.state === 'processing' && actions.includes('Send')) expect(event).toBe('NotFound')
          expect(actions.includes('CallPerson')).toBe(refund.state !== 'stuck' && next.state === 'stuck')
          refund = next
        }
      },
    ),
  )
})
