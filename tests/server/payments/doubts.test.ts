/**
 * What could go wrong with money that nobody answers for in time: a QR that is over, a charge too old to be reversed,
 * money given back at the provider's own pages, a person's word that ends one case and not the next.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { orphansPath } from '../../../domain/contract/orphan.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { present } from '../../../domain/result.ts'
import { settleByPerson } from '../../../src-server/payments/person-queue.ts'
import type { PaidEvidence } from '../../../src-server/payments/providers/provider.ts'
import { release } from '../../../src-server/payments/release.ts'
import { createTurns } from '../../../src-server/payments/turns.ts'
import { cancelAt, numberOf, requestOf, statusOf as statusAt } from '../support/asking.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
})
afterEach(() => rig.close())

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const number = numberOf(1)

const askQr = () => lane.post(paths.payments, requestOf(1))
const askCode = () =>
  lane.post(paths.payments, requestOf(1, { credential: { kind: 'code', value: '134567890123456789' } }))
const status = () => statusAt(lane, 1)
const cancel = () => cancelAt(lane, 1)
const callsOf = (kind: string): number => rig.provider.calls.filter((call) => call.startsWith(kind)).length
const state = async () => (await attempt()).state
const attempt = () => rig.db.selectFrom('payment_attempt').selectAll().executeTakeFirstOrThrow()

async function sweep(aheadMs: number, rounds = 1): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    rig.clock.ms += aheadMs
    await rig.server.tickPayments()
  }
}

/** Looks as often as told, each time when it is due. */
async function look(times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    rig.clock.ms = Math.max(rig.clock.ms, (await attempt()).due_ms ?? 0)
    await rig.server.tickPayments()
  }
}

async function openCases(): Promise<readonly string[]> {
  const rows = await rig.db
    .selectFrom('person_queue')
    .select('why')
    .where('settled_ms', 'is', null)
    .orderBy('why')
    .execute()
  return rows.map(({ why }) => why)
}

const settle = (why: 'EvidenceMismatch' | 'RefundedElsewhere') =>
  settleByPerson(rig.ports, { number, why, by: 'ATT001', note: 'looked' })

async function tell(changes: Partial<PaidEvidence> = {}): Promise<number> {
  const { body, headers } = rig.provider.noticeOf(number, changes)
  return (await rig.send('POST', '/notify/wechat', { body, headers })).status
}

/** Money given back at the provider's own pages, at this moment. */
const giveBackElsewhere = (givenBack: PaidEvidence['givenBack']): void => {
  Object.assign(present(rig.provider.orders.get(number), 'the order was made'), { givenBack })
}

async function accounts(): Promise<Readonly<Record<string, number>>> {
  const rows = await rig.db.selectFrom('ledger').select(['account', 'amount_minor']).execute()
  const sums = new Map<string, number>()
  for (const { account, amount_minor } of rows) sums.set(account, (sums.get(account) ?? 0) + amount_minor)
  return Object.fromEntries(sums)
}

describe('a QR that is over, whose last look nobody answers', () => {
  const unanswered = (times: number) =>
    rig.provider.fail('query', ...Array<'loseRequest'>(times).fill('loseRequest'))

  /** Nobody knew of it at the provider, and the shopper may have it in hand all the same. */
  async function endUnseen(): Promise<void> {
    await askQr()
    const order = present(rig.provider.orders.get(number), 'the order was made')
    rig.provider.orders.delete(number)
    await cancel()
    await sweep(3_000, 6)
    expect(await state()).toBe('closed')
    unanswered(1_000)
    rig.provider.orders.set(number, order)
  }

  it('calls a person after twenty looks, is asked about far slower, and at last no more', async () => {
    await endUnseen()
    await look(19)
    expect(await openCases()).toEqual([])
    await look(1)
    expect(await openCases()).toEqual(['LastLookUnanswered'])
    const calledMs = rig.clock.ms
    await look(12)
    expect(rig.clock.ms - calledMs).toBeGreaterThan(hour)
    await look(48)
    expect((await attempt()).due_ms).toBeNull()
    expect(rig.clock.ms - calledMs).toBeLessThan(3 * day)
    expect(await openCases()).toEqual(['LastLookUnanswered'])
    const alarms = rig.logLines.filter((line) => line.includes('LastLookUnanswered'))
    expect(alarms).toHaveLength(1)
  })

  it('is settled by a late answer, whatever it says', async () => {
    await endUnseen()
    await look(20)
    rig.provider.pay(number)
    rig.provider.fail('query')
    await sweep(hour, 2)
    expect(await openCases()).toEqual([])
    expect(await accounts()).toEqual({ 'wallet:wechat': 0, orphans: 0 })
  })

  it('is settled by a message even when nobody asks any more', async () => {
    await endUnseen()
    await look(80)
    rig.provider.pay(number)
    expect(await tell()).toBe(204)
    expect(await openCases()).toEqual([])
    await sweep(minute)
    expect(await accounts()).toEqual({ 'wallet:wechat': 0, orphans: 0 })
  })

  it("is not asked about after a person's word", async () => {
    await endUnseen()
    await look(20)
    expect(await rig.office('POST', 'cases/release', { number, by: 'ATT001' })).toMatchObject({ status: 200 })
    const all = callsOf('query')
    await sweep(hour, 5)
    expect(callsOf('query')).toBe(all)
    expect(await openCases()).toEqual([])
  })
})

describe('a charge that is being reversed', () => {
  /** Paid, and no reversal ever gets through. */
  async function neverReversed(): Promise<void> {
    rig.provider.charges = 'ask'
    await askCode()
    rig.provider.fail('reverse', ...Array<'refuse'>(2_000).fill('refuse'))
    await sweep(16_000)
    await cancel()
    rig.provider.pay(number)
    await look(20)
    rig.clock.ms += 15 * minute
    await look(2)
    expect(await openCases()).toEqual(['UnwindStuck'])
    expect(await state()).toBe('unwindStuck')
  }

  it('and is too old for it, is refunded by itself, and nobody is called any more', async () => {
    await neverReversed()
    await sweep(6 * day)
    expect(rig.provider.refunds.size).toBe(0)
    await sweep(day + 10 * minute)
    expect(await status()).toMatchObject({ state: 'ended', isReturning: true })
    // Whoever stands at the lane today paid nothing a week ago.
    expect((await lane.get(orphansPath)).body).toEqual({ orphans: [] })
    await sweep(hour, 2)
    expect([...rig.provider.refunds.keys()]).toEqual([`R_${number}_ORPH`])
    expect(await accounts()).toEqual({ 'wallet:wechat': 0, orphans: 0 })
    expect(await openCases()).toEqual([])
  })

  it('is not reversed in the moment it is refunded: the last reversal has long landed', async () => {
    await neverReversed()
    const sentMs = present((await attempt()).sent_ms ?? undefined, 'it was charged')
    rig.clock.ms = sentMs + 7 * day - 30_000
    const reversals = callsOf('reverse')
    await sweep(0)
    expect(callsOf('reverse')).toBe(reversals + 1)
    await sweep(3 * minute, 3)
    expect(callsOf('reverse')).toBe(reversals + 1)
    expect(await state()).toBe('unwindStuck')
    await sweep(hour)
    expect(await state()).toBe('orphaned')
  })

  it('calls a person again where the refund fails too', async () => {
    await neverReversed()
    rig.provider.fail('refund', ...Array<'refuse'>(50).fill('refuse'))
    await sweep(8 * day, 2)
    await sweep(hour, 6)
    expect(await openCases()).toEqual(['RefundStuck'])
  })
})

describe("money given back at the provider's own pages while the shopper stands there", () => {
  async function paidAndGivenBack(givenBack: PaidEvidence['givenBack']): Promise<void> {
    rig.provider.pay(number)
    giveBackElsewhere(givenBack)
    await sweep(5_000)
  }

  it.each([
    ['a QR', askQr],
    ['a charged code', askCode],
  ])('in part: %s stands as paid, and a person is called at once', async (_, ask) => {
    rig.provider.charges = 'ask'
    await ask()
    await paidAndGivenBack('part')
    expect(await status()).toMatchObject({ state: 'paid', amountMinor: 1280 })
    expect(await accounts()).toEqual({ 'wallet:wechat': 1280, sales: -1280 })
    expect(await openCases()).toEqual(['RefundedElsewhere'])
    expect(await settle('RefundedElsewhere')).toMatchObject({ ok: true })
    expect(await openCases()).toEqual([])
  })

  it.each([
    ['a QR', askQr],
    ['a charged code', askCode],
  ])(
    'whole: %s sells nothing, is told as money that returns, and a person is called at once',
    async (_, ask) => {
      rig.provider.charges = 'ask'
      await ask()
      await paidAndGivenBack('all')
      expect(await status()).toMatchObject({ state: 'ended', ending: 'closed' })
      expect(await openCases()).toEqual(['RefundedElsewhere'])
      expect(await lane.post(paths.payments, requestOf(2))).toMatchObject({ status: 200 })
    },
  )

  it('whole: a QR is told as money that returns, and its slow message owes nothing once more', async () => {
    await askQr()
    await paidAndGivenBack('all')
    expect(await status()).toMatchObject({ isReturning: true })
    expect(await tell({ givenBack: 'nothing' })).toBe(204)
    await sweep(minute, 3)
    expect(rig.provider.refunds.size).toBe(0)
    expect(await state()).toBe('reversed')
  })

  it.each([
    ['a QR', askQr],
    ['a charged code', askCode],
  ])('nobody says how much: %s is neither sold nor to be paid anew until somebody knows', async (_, ask) => {
    rig.provider.charges = 'ask'
    await ask()
    await paidAndGivenBack('unclear')
    expect(await status()).toMatchObject({ state: 'inProgress', awaits: 'certainty' })
    expect(await openCases()).toEqual(['RefundUnclear'])
    expect(await lane.post(paths.payments, requestOf(2))).toMatchObject({ status: 409 })
    await sweep(hour, 3)
    expect(await status()).toMatchObject({ state: 'inProgress' })
    expect(callsOf('reverse')).toBe(0)
    giveBackElsewhere('part')
    await sweep(hour, 1)
    expect((await status()).state).toBe('paid')
    expect(await openCases()).toEqual(['RefundedElsewhere'])
  })

  it("nobody says how much: a person's word that all of it went back frees the sale", async () => {
    await askQr()
    await paidAndGivenBack('unclear')
    expect(await rig.office('POST', 'cases/release', { number, by: 'ATT001' })).toMatchObject({ status: 200 })
    expect(await status()).toMatchObject({ state: 'ended' })
    expect(await openCases()).toEqual([])
    expect(await lane.post(paths.payments, requestOf(2))).toMatchObject({ status: 200 })
  })
})

describe("a case that was settled by a person's word", () => {
  it('stays settled when the same is said again, and is opened by another mismatch of its number', async () => {
    await askQr()
    rig.provider.pay(number)
    expect(await tell({ amountMinor: 1 })).toBe(409)
    expect(await openCases()).toEqual(['EvidenceMismatch'])
    await settle('EvidenceMismatch')
    expect(await tell({ amountMinor: 1, paidAtMs: 7 })).toBe(409)
    expect(await openCases()).toEqual([])
    expect(await tell({ amountMinor: 2 })).toBe(409)
    expect(await openCases()).toEqual(['EvidenceMismatch'])
    const alarms = rig.logLines.filter((line) => line.includes('EvidenceMismatch') && line.includes('Person'))
    expect(alarms).toHaveLength(2)
  })
})

describe('a server that dies while a case is released', () => {
  it('leaves the case open with what it is about, and the word can be given again', async () => {
    await askQr()
    rig.provider.fail('query', ...Array<'loseRequest'>(400).fill('loseRequest'))
    await cancel()
    await sweep(minute, 20)
    expect(await openCases()).toEqual(['UnwindStuck'])
    const log = {
      ...rig.ports.log,
      info: () => {
        throw new Error('the server dies')
      },
    }
    const word = { number, by: 'ATT001' }
    await expect(release({ ...rig.ports, log }, createTurns(), word)).rejects.toThrow('the server dies')
    expect({ cases: await openCases(), state: await state() }).toEqual({
      cases: ['UnwindStuck'],
      state: 'unwindStuck',
    })
    expect(await release(rig.ports, createTurns(), word)).toMatchObject({ ok: true })
    expect({ cases: await openCases(), state: await state() }).toEqual({ cases: [], state: 'closed' })
  })
})
