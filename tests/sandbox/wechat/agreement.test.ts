/**
 * Random trips of one order through faults: whatever the client says it knows must agree with the platform's ledger
 * at that moment, and what it says is final must stay so. The oracle is shown to see a client that guesses.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../../domain/result.ts'
import type { CallFailure } from '../../../src-server/wechat/failure.ts'
import type { Transaction } from '../../../src-server/wechat/schema.ts'
import {
  armFault,
  type Bench,
  ledgerOf,
  openBench,
  orderBody,
  refundOrderBody,
  wallet,
} from '../support/bench.ts'
import { fileKeys, number } from '../support/file-keys.ts'

const keys = fileKeys()

const totalFen = 12_840
const capturedFen = (bench: Bench): number => ledgerOf(bench, number)?.capturedFen ?? 0
const stateOf = (bench: Bench): string => ledgerOf(bench, number)?.state ?? 'absent'

/** Why a failed call contradicts the ledger, if it does. An unknown outcome claims nothing. */
function contradictionOf(bench: Bench, failure: CallFailure): string | undefined {
  if (failure.kind === 'OutcomeUnknown') return undefined
  if (failure.code === 'OrderPaid' && capturedFen(bench) === 0) return 'told paid, nothing was captured'
  if (failure.code === 'OrderClosed' && stateOf(bench) !== 'CLOSED') return 'told closed, it is not'
  if (failure.code === 'OrderNotFound' && stateOf(bench) !== 'absent') return 'told unknown, it is there'
  return undefined
}

function judgeQuery(bench: Bench, answer: Result<Transaction, CallFailure>): string | undefined {
  if (!answer.ok) return contradictionOf(bench, answer.error)
  if (answer.value.kind === 'Unpaid') return capturedFen(bench) === 0 ? undefined : 'told unpaid, it is paid'
  return answer.value.amountFen === capturedFen(bench) ? undefined : 'told paid, the amount differs'
}

type Step = (bench: Bench) => Promise<string | undefined>
type ClosedFrom = (answer: Result<undefined, CallFailure>) => boolean

const pay: Step = async (bench) => {
  await wallet(bench, 'confirm', { payer: 'alice', out_trade_no: number })
  return undefined
}

const query: Step = async (bench) => judgeQuery(bench, await bench.client.queryOrder(number))

const create: Step = async (bench) => {
  const answer = await bench.client.createNative(orderBody(keys, number))
  if (!answer.ok) return contradictionOf(bench, answer.error)
  return stateOf(bench) === 'NOTPAY' ? undefined : 'told created, it is not open'
}

const close =
  (isClosed: ClosedFrom): Step =>
  async (bench) => {
    const answer = await bench.client.closeOrder(number)
    if (isClosed(answer) && stateOf(bench) !== 'CLOSED') return 'taken for closed, it can still be paid'
    return answer.ok ? undefined : contradictionOf(bench, answer.error)
  }

const refund: Step = async (bench) => {
  const answer = await bench.client.refund('R1', refundOrderBody(number, 'R1', totalFen))
  if (!answer.ok) return contradictionOf(bench, answer.error)
  return capturedFen(bench) === totalFen ? undefined : 'told refundable, nothing was captured'
}

const advance: Step = async (bench) => {
  bench.clock.advance(61_000)
  await bench.gateway.tick()
  const entry = ledgerOf(bench, number)
  if (entry === undefined) return undefined
  return entry.refundedFen <= entry.capturedFen ? undefined : 'more went back than came'
}

const faultKinds = [
  'drop_before_commit',
  'drop_after_commit',
  'error_before_commit',
  'error_after_commit',
  'bad_signature',
  'no_signature',
] as const

const fault =
  (api: string, kind: string): Step =>
  async (bench) => {
    await armFault(bench, { api, nth: 1 }, { kind })
    return undefined
  }

const steps = (isClosed: ClosedFrom) =>
  fc.array(
    fc.oneof(
      fc.constantFrom(create, pay, query, close(isClosed), refund, advance),
      fc
        .tuple(fc.constantFrom('native', 'query', 'close', 'refund'), fc.constantFrom(...faultKinds))
        .map(([api, kind]) => fault(api, kind)),
    ),
    { minLength: 1, maxLength: 25 },
  )

/** The first contradiction of a trip; `undefined` for an honest one. */
async function walk(trip: readonly Step[]): Promise<string | undefined> {
  const bench = openBench(keys)
  try {
    for (const step of trip) {
      const contradiction = await step(bench)
      if (contradiction !== undefined) return contradiction
    }
    return undefined
  } finally {
    bench.store.close()
  }
}

const agreement = (isClosed: ClosedFrom) =>
  fc.asyncProperty(steps(isClosed), async (trip) => {
    expect(await walk(trip)).toBeUndefined()
  })

const runs = { numRuns: 150, seed: 20_261_122 }

describe('client and ledger', () => {
  test('whatever strikes, what the client knows is true', async () => {
    await fc.assert(
      agreement((answer) => answer.ok),
      runs,
    )
  })

  test('a client that took a lost answer for a closed order would be found out', async () => {
    const guess: ClosedFrom = (answer) => answer.ok || answer.error.kind === 'OutcomeUnknown'
    const { failed, counterexample } = await fc.check(agreement(guess), runs)
    expect(failed).toBe(true)
    expect(counterexample).not.toBeNull()
  })
})
