/**
 * Random trips of one order at Alipay through faults: whatever the provider's adapter says it knows must agree with the
 * platform's ledger at that moment, and what it says is over must stay so. The oracle is shown to see an adapter that
 * takes silence for an answer.
 */

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Result } from '../../../domain/result.ts'
import type { OrderEvidence, ProviderFailure } from '../../../src-server/payments/providers/provider.ts'
import { type DemoKeys, demoKeys } from '../support/bench.ts'
import {
  type AlipayBench,
  type AlipayDemoKeys,
  alipayDemoKeys,
  armFault,
  codeOf,
  ledgerOf,
  number,
  openAlipayBench,
  pressed,
  startMs,
  wallet,
} from './support/bench.ts'

let keys: AlipayDemoKeys
let wechatKeys: DemoKeys
beforeAll(() => {
  keys = alipayDemoKeys()
  wechatKeys = demoKeys()
})
afterAll(() => {
  keys.remove()
  wechatKeys.remove()
})

const totalFen = 12_840
const order = {
  outTradeNo: number,
  description: 'Basket at lane 3',
  amountMinor: totalFen,
  currency: 'CNY',
  payableUntilMs: startMs + 180_000,
} as const

interface Trip {
  readonly bench: AlipayBench
  /** Once told that nothing can come any more, nothing may. */
  isOver: boolean
}

type Contradiction = string | undefined
type Step = (trip: Trip) => Promise<Contradiction>

const moved = ({ bench }: Trip) => {
  const { capturedFen = 0, refundedFen = 0, state = 'absent' } = ledgerOf(bench) ?? {}
  return { capturedFen, refundedFen, state }
}

function judge(trip: Trip, evidence: OrderEvidence): Contradiction {
  const { capturedFen, refundedFen, state } = moved(trip)
  if (evidence.kind === 'Paid') {
    if (evidence.amountMinor !== capturedFen) return 'told paid, the amount differs'
    return evidence.givenBack !== 'nothing' && refundedFen === 0 ? 'told given back, nothing was' : undefined
  }
  if (capturedFen > 0) return 'told unpaid, it is paid'
  if (evidence.isClosed) trip.isOver = true
  const isOpen = state === 'WAIT_BUYER_PAY' && trip.bench.clock.nowMs() < order.payableUntilMs
  return evidence.isClosed && isOpen ? 'told closed, it can still be paid' : undefined
}

const create: Step = async ({ bench: { provider } }) => {
  await provider.create(provider.orderBody(order))
  return undefined
}

const pay: Step = async ({ bench: { sandbox } }) => {
  const near = (await sandbox.app.inject('/wallet/nearby?payer=alice')).json()
  const [first] = near.orders
  if (first !== undefined) await wallet(sandbox, 'scan', { qr: first.qr, payer: 'alice' })
  await wallet(sandbox, 'confirm', pressed())
  return undefined
}

type Sure = (answer: Result<unknown, ProviderFailure>) => boolean
const refusedOnly: Sure = (answer) => !answer.ok && answer.error.kind === 'Refused'

const charge =
  (isSurelyNot: Sure): Step =>
  async (trip) => {
    const { byCode } = trip.bench.provider
    if (byCode === undefined) return 'Alipay charges codes'
    const before = moved(trip).capturedFen
    const value = await codeOf(trip.bench.sandbox, 'alice')
    const answer = await byCode.charge(byCode.codeBody(order), { kind: 'code', value })
    if (isSurelyNot(answer))
      return moved(trip).capturedFen === before ? undefined : 'told refused, it was charged'
    return answer.ok ? judge(trip, answer.value) : undefined
  }

const query: Step = async (trip) => {
  const answer = await trip.bench.provider.query(number)
  if (answer.ok) return judge(trip, answer.value)
  const isMissed = answer.error.kind === 'NotFound' && moved(trip).capturedFen > 0
  return isMissed ? 'told absent, it is paid' : undefined
}

const close: Step = async (trip) => {
  const answer = await trip.bench.provider.close(number)
  if (!answer.ok) return undefined
  trip.isOver = true
  return moved(trip).capturedFen === 0 ? undefined : 'told closed, it is paid'
}

const reverse: Step = async (trip) => {
  const answer = await trip.bench.provider.byCode?.reverse(number)
  if (answer?.ok !== true || answer.value !== 'done') return undefined
  trip.isOver = true
  const { capturedFen, refundedFen } = moved(trip)
  return capturedFen === refundedFen ? undefined : 'told reversed, money stayed'
}

const refundFen = 2_840

const refund: Step = async (trip) => {
  const { provider } = trip.bench
  const body = provider.refundBody({
    outRefundNo: 'R1',
    outTradeNo: number,
    amountMinor: refundFen,
    totalMinor: totalFen,
    reason: '退',
  })
  const answer = await provider.refund('R1', body)
  const isDone = answer.ok && answer.value.state === 'success'
  return isDone && moved(trip).refundedFen < refundFen ? 'told given back, it was not' : undefined
}

const queryRefund: Step = async (trip) => {
  const answer = await trip.bench.provider.queryRefund('R1', number)
  const isDone = answer.ok && answer.value.state === 'success'
  return isDone && moved(trip).refundedFen < refundFen ? 'told given back, it was not' : undefined
}

const advance: Step = async (trip) => {
  trip.bench.clock.advance(31_000)
  await trip.bench.sandbox.tick()
  const { capturedFen, refundedFen } = moved(trip)
  if (refundedFen > capturedFen) return 'more went back than came'
  return undefined
}

const anywhere = fc.oneof(
  fc
    .constantFrom(
      'drop_before_commit',
      'drop_after_commit',
      'error_before_commit',
      'error_after_commit',
      'bad_signature',
      'no_signature',
      'unknown_serial',
      'unsigned_error',
      'rate_limited',
    )
    .map((kind) => ({ kind })),
  fc.boolean().map((commit) => ({ kind: 'system_error', commit })),
  fc.constant({ kind: 'other_key', percent: 100 }),
)

interface Call {
  readonly api: string
  readonly step: Step
  /** What can go wrong with this call alone. */
  readonly own: readonly object[]
}

const callsOf = (isSurelyNot: Sure): readonly [Call, ...Call[]] => [
  { api: 'precreate', step: create, own: [{ kind: 'slow_shopper', ms: 40_000 }] },
  {
    api: 'pay',
    step: charge(isSurelyNot),
    own: [
      { kind: 'slow_shopper', ms: 40_000 },
      { kind: 'password_cancelled', ms: 40_000 },
      { kind: 'payer_refused', reason: 'balance' },
    ],
  },
  { api: 'query', step: query, own: [] },
  { api: 'close', step: close, own: [{ kind: 'pay_before_close' }] },
  {
    api: 'cancel',
    step: reverse,
    own: [{ kind: 'pay_before_close' }, { kind: 'reverse_again' }, { kind: 'no_action' }],
  },
  {
    api: 'refund',
    step: refund,
    own: [
      { kind: 'refund_processing', ms: 40_000 },
      { kind: 'refund_abnormal' },
      { kind: 'refund_not_enough' },
    ],
  },
  { api: 'refund_query', step: queryRefund, own: [] },
]

/** A call with its own trouble already armed. */
const troubled = ({ api, step, own }: Call): fc.Arbitrary<Step> =>
  fc.oneof(anywhere, ...own.map((action) => fc.constant(action))).map((action) => async (trip: Trip) => {
    await armFault(trip.bench.sandbox, { api: `alipay_${api}`, nth: 1 }, action)
    return step(trip)
  })

const steps = (isSurelyNot: Sure) => {
  const calls = callsOf(isSurelyNot)
  return fc.array(
    fc.oneof(
      fc.constantFrom(pay, advance, ...calls.map(({ step }) => step)),
      fc.constantFrom(...calls).chain(troubled),
    ),
    { minLength: 1, maxLength: 12, size: 'max' },
  )
}

/** The first contradiction of a trip; `undefined` for an honest one. */
async function walk(trip: readonly Step[], mode: 'merchant' | 'certified'): Promise<Contradiction> {
  const bench = openAlipayBench(keys, { wechatKeys, merchant: keys[mode] })
  const state = { bench, isOver: false }
  try {
    for (const step of trip) {
      const before = moved(state).capturedFen
      const wasOver = state.isOver
      const contradiction = await step(state)
      if (contradiction !== undefined) return contradiction
      if (wasOver && moved(state).capturedFen > before) return 'told over, and money came'
    }
    return undefined
  } finally {
    await bench.close()
  }
}

const agreement = (isSurelyNot: Sure) =>
  fc.asyncProperty(
    steps(isSurelyNot),
    fc.constantFrom('merchant' as const, 'certified' as const),
    async (trip, mode) => {
      expect(await walk(trip, mode)).toBeUndefined()
    },
  )

const runs = { numRuns: 80, seed: 20_261_122 }

describe('adapter and ledger', () => {
  test('whatever strikes, what the adapter knows is true', async () => {
    await fc.assert(agreement(refusedOnly), runs)
  })

  test('an adapter that took a lost answer for a refusal would be found out', async () => {
    const guess: Sure = (answer) => !answer.ok && answer.error.kind !== 'Settled'
    const { failed, counterexample } = await fc.check(agreement(guess), runs)
    expect(failed).toBe(true)
    expect(counterexample).not.toBeNull()
  })
})
