/**
 * Every fault that fits a message of Alipay's: what reaches the store's door, and whether the store believes it. A
 * fault of messages without a line here fails.
 */

import { describe, expect, test } from 'vitest'
import { type FaultAction, type FaultKind, isFitting } from '../../../sandbox/faults/actions.ts'
import { traitsByApi } from '../../../sandbox/faults/apis.ts'
import { faultClasses } from '../../../sandbox/faults/classes.ts'
import { armFault, payByQr } from './support/bench.ts'
import { alipaySuite, refundOf } from './support/suite.ts'

const suite = alipaySuite()

const fen = 12_840
const lateMs = 9_000

const refundText = refundOf('R1', 100)
const giveBack = () => suite.bench.provider.refund('R1', refundText)

/** The next message, as it leaves under a fault and as the store hears it. */
async function messages(action: FaultAction, more?: () => Promise<unknown>) {
  await armFault(suite.bench.sandbox, { api: 'alipay_notify', nth: 1 }, action)
  await payByQr(suite.bench)
  await more?.()
  await suite.bench.sandbox.tick()
}

const heard = () =>
  suite.bench.received.map(({ headers, body }) => suite.bench.provider.readNotice({ headers, body }))
const taken = { ok: true, value: { kind: 'order', evidence: { kind: 'Paid', amountMinor: fen } } }
const notTaken = { ok: false }

const inNotices: Partial<Record<FaultKind, () => Promise<void>>> = {
  notify_drop: async () => {
    await messages({ kind: 'notify_drop' })
    expect(heard()).toEqual([])
  },
  notify_duplicate: async () => {
    await messages({ kind: 'notify_duplicate', times: 3 })
    expect(heard().length).toBeGreaterThan(1)
    expect(new Set(heard().map((each) => (each.ok ? each.value.id : ''))).size).toBe(1)
  },
  notify_delay: async () => {
    await messages({ kind: 'notify_delay', ms: lateMs })
    expect(heard()).toEqual([])
    suite.bench.clock.advance(lateMs)
    await suite.bench.sandbox.tick()
    expect(heard()).toMatchObject([taken])
  },
  notify_refund_first: async () => {
    await messages({ kind: 'notify_refund_first' }, giveBack)
    suite.bench.clock.advance(lateMs)
    await suite.bench.sandbox.tick()
    const states = heard().map((each) => each.ok && each.value.kind === 'order' && each.value.evidence)
    expect(states).toMatchObject([{ givenBack: 'part' }, { givenBack: 'nothing' }])
  },
  notify_wrong_amount: async () => {
    await messages({ kind: 'notify_wrong_amount' })
    expect(heard()).toMatchObject([{ ok: true, value: { evidence: { amountMinor: fen + 1 } } }])
  },
  notify_wrong_merchant: async () => {
    await messages({ kind: 'notify_wrong_merchant' })
    expect(heard()).toMatchObject([{ ok: false, error: { kind: 'MerchantForeign' } }])
  },
  notify_tampered: async () => {
    await messages({ kind: 'notify_tampered' })
    expect(heard()).toMatchObject([{ ok: false, error: { kind: 'SignatureWrong' } }])
  },
  notify_replay: async () => {
    await messages({ kind: 'notify_replay', ms: lateMs })
    suite.bench.clock.advance(lateMs)
    await suite.bench.sandbox.tick()
    expect(heard()).toMatchObject([taken, taken])
    expect(new Set(suite.bench.received.map(({ body }) => body)).size).toBe(1)
  },
  notify_fast_ladder: async () => {
    suite.bench.answerWith('fail')
    await messages({ kind: 'notify_fast_ladder', factor: 240 })
    suite.bench.clock.advance(1_000)
    await suite.bench.sandbox.tick()
    expect(heard()).toMatchObject([taken, taken])
  },
  bad_signature: async () => {
    await messages({ kind: 'bad_signature' })
    expect(heard()).toMatchObject([notTaken])
  },
  no_signature: async () => {
    await messages({ kind: 'no_signature' })
    expect(heard()).toMatchObject([notTaken])
  },
  unknown_serial: async () => {
    await messages({ kind: 'unknown_serial' })
    expect(heard()).toMatchObject([notTaken])
  },
  skew: async () => {
    await messages({ kind: 'skew', ms: 301_000 })
    const said = new URLSearchParams(suite.bench.received[0]?.body).get('notify_time')
    expect(said).toBe('2026-11-22 11:05:01')
    // The provider repeats a message for a day under its own times: a clock alone makes none untrue.
    expect(heard()).toMatchObject([taken])
  },
  other_key: async () => {
    await messages({ kind: 'other_key', percent: 100 })
    expect(heard()).toMatchObject([taken])
  },
}

describe('a message of money under', () => {
  test.each(Object.entries(inNotices))('%s', (_kind, run) => run())
})

test('no fault of messages is without a line', () => {
  const kinds = Object.values(faultClasses).flatMap(({ kinds }): readonly FaultKind[] => kinds)
  const fitting = kinds.filter((kind) => isFitting(kind, traitsByApi.alipay_notify))
  expect(Object.keys(inNotices).toSorted()).toEqual([...new Set(fitting)].toSorted())
})
