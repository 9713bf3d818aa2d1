/**
 * What was kept long enough goes, a bounded part at a time; what may still be needed stays, however old it is: of a
 * payment that is not over, a refund that is owed, a case that waits for a person, a day that is not clean.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PaymentRequest } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { dayMs } from '../../../src-server/day-end/day.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { diaryDaysKept, removedPerRunMax } from '../../../src-server/payments/upkeep.ts'
import { enrolLane, openRig, type Rig, startMs, type TestLane } from '../support/rig.ts'

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig({ items: 1 })
  lane = await enrolLane(rig)
})
afterEach(() => rig.close())

const keptMs = diaryDaysKept * dayMs
const number = outTradeNoOf('store-1', 'pay-1')

const calls = async (): Promise<readonly string[]> => {
  const rows = await rig.db.selectFrom('payment_call').select('out_trade_no').execute()
  return rows.map(({ out_trade_no }) => out_trade_no)
}

const notices = () => rig.db.selectFrom('inbox').select('notify_id').execute()

async function payByCode(): Promise<void> {
  const request: PaymentRequest = {
    paymentId: 'pay-1',
    saleId: 'sale-1',
    wallet: 'wechat',
    amountMinor: 1_000,
    currency: 'CNY',
    credential: { kind: 'code', value: '134567890123456789' },
  }
  expect((await lane.post(paths.payments, request)).body).toMatchObject({ state: 'paid' })
}

async function upkeepAfter(ms: number): Promise<void> {
  rig.clock.ms = startMs + ms
  await rig.server.tickUpkeep()
}

describe('the bytes of calls to providers', () => {
  it('of a paid sale are there to the last day, and gone after it; the books stay', async () => {
    await payByCode()
    await upkeepAfter(keptMs)
    expect(await calls()).toEqual([number])
    await upkeepAfter(keptMs + 1)
    expect(await calls()).toEqual([])
    expect(await rig.db.selectFrom('ledger').selectAll().execute()).toHaveLength(2)
    expect(await rig.db.selectFrom('payment_attempt').selectAll().execute()).toHaveLength(1)
  })

  it('are kept as long as the store wants', async () => {
    await payByCode()
    Object.assign(rig.ports.settings, { diaryDays: diaryDaysKept + 10 })
    await upkeepAfter(keptMs + 1)
    expect(await calls()).toEqual([number])
    await upkeepAfter(keptMs + 10 * dayMs + 1)
    expect(await calls()).toEqual([])
  })

  it('of a payment that is not over stay', async () => {
    await payByCode()
    await rig.db.updateTable('payment_attempt').set({ state: 'unwindStuck' }).execute()
    await upkeepAfter(2 * keptMs)
    expect(await calls()).toEqual([number])
  })

  it.each(['pending', 'processing', 'stuck'] as const)('stay while a refund is %s', async (state) => {
    await payByCode()
    const refund = { refundId: 'r1', saleId: 'sale-1', amountMinor: 400, reason: 'damaged', badge: 'ATT001' }
    await lane.post(paths.refunds, refund)
    const all = await calls()
    expect(all.length).toBeGreaterThan(1)
    await rig.db.updateTable('refund').set({ state }).execute()
    await upkeepAfter(2 * keptMs)
    expect(await calls()).toEqual(all)
    await rig.db.updateTable('refund').set({ state: 'success' }).execute()
    await upkeepAfter(2 * keptMs)
    expect(await calls()).toEqual([])
  })

  it('stay while a person is called about the order', async () => {
    await payByCode()
    await rig.db
      .insertInto('person_queue')
      .values({
        store_id: 'store-1',
        number,
        about: 'payment',
        why: 'UnwindStuck',
        evidence: null,
        since_ms: startMs,
        settled_ms: null,
        settled_by: null,
      })
      .execute()
    await upkeepAfter(2 * keptMs)
    expect(await calls()).toEqual([number])
    await rig.db.updateTable('person_queue').set({ settled_ms: startMs, settled_by: 'itself' }).execute()
    await upkeepAfter(2 * keptMs)
    expect(await calls()).toEqual([])
  })

  it('stay while the day they belong to, or one before, is not clean', async () => {
    await payByCode()
    await rig.db
      .insertInto('day_finding')
      .values({
        day: '2026-11-22',
        finding_key: 'k',
        provider: 'wechat',
        kind: 'localOnlyPayment',
        facts: '{}',
        state: 'open',
        result: null,
        reason: null,
        badge: null,
        found_ms: startMs,
        ended_ms: null,
      })
      .execute()
    await upkeepAfter(2 * keptMs)
    expect(await calls()).toEqual([number])
    await rig.db.updateTable('day_finding').set({ state: 'resolved' }).execute()
    await upkeepAfter(2 * keptMs)
    expect(await calls()).toEqual([])
  })

  it('go a bounded part at a time, the oldest first', async () => {
    const rows = Array.from({ length: removedPerRunMax + 3 }, (_, at) => ({
      call_id: `c${at}`,
      store_id: 'store-1',
      out_trade_no: 'P_gone',
      kind: 'query',
      sent_ms: startMs + at,
      done_ms: startMs,
      verdict: 'ok',
      answer: null,
      raw: null,
    }))
    for (let from = 0; from < rows.length; from += 500)
      await rig.db
        .insertInto('payment_call')
        .values(rows.slice(from, from + 500))
        .execute()
    await upkeepAfter(2 * keptMs)
    const left = await rig.db.selectFrom('payment_call').select('sent_ms').execute()
    expect(left.map(({ sent_ms }) => sent_ms - startMs).toSorted((a, b) => a - b)).toEqual(
      [0, 1, 2].map((at) => removedPerRunMax + at),
    )
  })
})

describe('the marks of notifications', () => {
  it('go when no provider repeats them any more, and a repetition then still changes nothing', async () => {
    await payByCode()
    const notice = rig.provider.noticeOf(number)
    const hear = () => rig.send('POST', '/notify/wechat', { body: notice.body, headers: notice.headers })
    expect(await hear()).toMatchObject({ status: 204 })
    await upkeepAfter(keptMs)
    expect(await notices()).toHaveLength(1)
    await upkeepAfter(keptMs + 1)
    expect(await notices()).toEqual([])
    expect(await hear()).toMatchObject({ status: 204 })
    expect(await rig.db.selectFrom('ledger').selectAll().execute()).toHaveLength(2)
    expect(await rig.db.selectFrom('refund').selectAll().execute()).toEqual([])
  })
})
