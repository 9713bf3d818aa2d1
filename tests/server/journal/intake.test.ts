/**
 * What could go wrong with uploads: lost, doubled, torn, forked, forged, poisoned. The books are checked by an oracle.
 */

import fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paths, type UploadReply, uploadReplySchema } from '../../../domain/contract/wire.ts'
import { canonicalEntry, type JournalEntry } from '../../../domain/journal.ts'
import { sha256 } from '../../../src-server/hash.ts'
import { faultsOfBooks } from '../support/books.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { journalOf, payFor, type SaleScript, saleScript } from '../support/sales.ts'
import { tamper } from '../support/tampering.ts'

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
})
afterEach(() => rig.close())

const send = (entries: readonly unknown[], epoch = 1) => lane.post(paths.journal, { epoch, entries })

async function upload(entries: readonly unknown[], epoch = 1): Promise<UploadReply> {
  const { status, body } = await send(entries, epoch)
  expect(status).toBe(200)
  return v.parse(uploadReplySchema, body)
}

async function soldAndPaid(
  count: number,
): Promise<{ scripts: readonly SaleScript[]; entries: readonly JournalEntry[] }> {
  const scripts = Array.from({ length: count }, (_, index) => saleScript(index + 1))
  const journal = journalOf('lane-1', 1)
  for (const script of scripts) {
    await payFor(rig, lane, script)
    journal.sell(script)
  }
  return { scripts, entries: journal.entries }
}

const quarantine = () =>
  rig.db.selectFrom('quarantine').select(['seq', 'reason', 'sale_id']).orderBy('seq').execute()

describe('an upload', () => {
  it('makes each sale once, with its lines, payment and stock', async () => {
    const { scripts, entries } = await soldAndPaid(3)
    const { head, quarantined } = await upload(entries)
    expect(head).toEqual({ epoch: 1, seq: 21, hash: entries.at(-1)?.hash })
    expect(quarantined).toEqual([])
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
    const listed = v.parse(
      v.object({
        sales: v.array(v.object({ saleId: v.string(), totalMinor: v.number(), taxMinor: v.number() })),
      }),
      (await rig.office('GET', 'sales')).body,
    )
    // 250 at 13 % holds 29 of tax, 500 at 9 % holds 41.
    expect(listed.sales).toContainEqual({ saleId: 'sale-1', totalMinor: 750, taxMinor: 70 })
  })

  it('that is repeated, overlapped or torn in any way changes nothing', async () => {
    const { scripts, entries } = await soldAndPaid(3)
    const slice = fc
      .tuple(fc.nat({ max: entries.length - 1 }), fc.integer({ min: 1, max: entries.length }))
      .map(([from, length]) => entries.slice(from, from + length))
    await fc.assert(
      fc.asyncProperty(fc.array(slice, { maxLength: 6 }), async (slices) => {
        await Promise.all(slices.map((some) => upload(some)))
      }),
      { numRuns: 30 },
    )
    await upload(entries)
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
    expect(await quarantine()).toEqual([])
  })

  it('sent several times at once, as after a lost reply, makes each sale once', async () => {
    const { scripts, entries } = await soldAndPaid(2)
    const replies = await Promise.all([upload(entries), upload(entries), upload(entries)])
    expect(new Set(replies.map(({ head }) => head.hash))).toEqual(new Set([entries.at(-1)?.hash]))
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
  })

  it('with a gap is taken up to the gap, and the answer says where to go on', async () => {
    const { scripts, entries } = await soldAndPaid(2)
    const torn = [...entries.slice(0, 3), ...entries.slice(5)]
    expect((await upload(torn)).head).toEqual({ epoch: 1, seq: 3, hash: entries[2]?.hash })
    expect((await upload(entries.slice(9))).head.seq).toBe(3)
    await upload(entries.slice(3))
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
  })

  it('keeps prices as they were charged, though the catalogue says otherwise by now', async () => {
    const script = saleScript(1, { priceMinor: 1 })
    await payFor(rig, lane, script)
    await upload(journalOf('lane-1', 1).sell(script))
    expect(await faultsOfBooks(rig.db, [script])).toEqual([])
  })

  it('of an earlier life of the lane is still taken, of a life it never had is refused', async () => {
    const { scripts, entries } = await soldAndPaid(1)
    await rig.db.updateTable('lane').set({ epoch: 2 }).where('lane_id', '=', 'lane-1').execute()
    await upload(entries)
    await upload(journalOf('lane-1', 2).record(null, { kind: 'HelpCalled' }), 2)
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
    expect(await send(journalOf('lane-1', 3).record(null, { kind: 'HelpCalled' }), 3)).toMatchObject({
      status: 409,
      body: { error: 'EpochUnknown' },
    })
  })
})

describe('a fork', () => {
  it('is set aside with an alarm and never overwrites what is held', async () => {
    const { scripts, entries } = await soldAndPaid(1)
    await upload(entries)
    const other = saleScript(9)
    const fork = journalOf('lane-1', 1).sell(other)
    const { head, quarantined } = await upload(fork)
    expect(head.hash).toBe(entries.at(-1)?.hash)
    expect(quarantined.map(({ reason }) => reason)).toEqual(Array(7).fill('Forked'))
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
    expect(rig.logLines.some((line) => line.includes('"alarm"') && line.includes('Forked'))).toBe(true)
    await upload(fork)
    expect(await quarantine()).toHaveLength(7)
    expect((await upload(entries)).quarantined).toEqual([])
  })

  it('that would go on behind our head does not link, and nothing of it is taken', async () => {
    const { entries } = await soldAndPaid(1)
    await upload(entries)
    const clone = journalOf('lane-1', 1)
    clone.sell(saleScript(8))
    clone.sell(saleScript(9))
    const { head } = await upload(clone.entries.slice(7))
    expect(head.seq).toBe(7)
    expect(await quarantine()).toMatchObject([{ seq: 8, reason: 'LinkBroken' }])
  })

  it('by altered content is seen by its hash, and the true entry is taken afterwards', async () => {
    const { scripts, entries } = await soldAndPaid(1)
    const forged = entries.map((entry) => (entry.seq === 3 ? { ...entry, atMs: entry.atMs + 1 } : entry))
    expect((await upload(forged)).head.seq).toBe(2)
    expect(await quarantine()).toMatchObject([{ seq: 3, reason: 'EntryAltered' }])
    expect((await upload(entries)).head.seq).toBe(7)
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
  })
})

describe('a poisoned sale', () => {
  type Poison = readonly [reason: string, number: number, make: (script: SaleScript) => SaleScript]
  const without = (kind: string) => (script: SaleScript) => ({
    ...script,
    facts: script.facts.filter((fact) => fact.kind !== kind),
  })
  const paidWith = (changes: object) => (script: SaleScript) => ({
    ...script,
    facts: script.facts.map((fact) => (fact.kind === 'SalePaid' ? { ...fact, ...changes } : fact)),
  })
  const poisons: readonly Poison[] = [
    ['SaleNotStarted', 2, without('SaleStarted')],
    ['TotalDiffers', 2, without('QuantityChanged')],
    ['SaleDoesNotFold', 2, without('PaymentRequested')],
    ['SaleDoesNotFold', 2, paidWith({ amountMinor: 1 })],
    ['PaymentDiffers', 2, paidWith({ transactionId: 'T-of-someone-else' })],
    ['SaleAlreadyKnown', 2, paidWith({ receiptNumber: 1 })],
    ['SaleAlreadyKnown', 2, paidWith({ receiptToken: saleScript(1).receiptToken })],
  ]

  it.each(poisons)('is set aside (%s) and holds up nothing', async (reason, number, make) => {
    const scripts = [1, 2, 3].map((index) => saleScript(index))
    const journal = journalOf('lane-1', 1)
    for (const script of scripts) {
      await payFor(rig, lane, script)
      journal.sell(script.receiptNumber === number ? make(script) : script)
    }
    const { head, quarantined } = await upload(journal.entries)
    expect(head.seq).toBe(journal.entries.length)
    expect(quarantined.map((aside) => aside.reason)).toEqual([reason])
    expect((await upload(journal.entries)).quarantined).toEqual(quarantined)
    expect(
      await faultsOfBooks(
        rig.db,
        scripts.filter((script) => script.receiptNumber !== number),
      ),
    ).toEqual([])
  })

  it('whose payment this server never saw, or never saw paid, is set aside', async () => {
    const unheard = saleScript(1)
    const unpaid = saleScript(2)
    await lane.post(paths.payments, {
      paymentId: unpaid.paymentId,
      saleId: unpaid.saleId,
      wallet: 'wechat',
      amountMinor: unpaid.amountMinor,
      currency: 'CNY',
    })
    const journal = journalOf('lane-1', 1)
    journal.sell(unheard)
    journal.sell(unpaid)
    const { quarantined } = await upload(journal.entries)
    expect(quarantined.map(({ reason }) => reason)).toEqual(['PaymentUnknown', 'PaymentNotPaid'])
    expect(await faultsOfBooks(rig.db, [])).toEqual([])
  })

  it('with a fact of a kind unknown here is stored, set aside, and the chain goes on', async () => {
    const { scripts, entries } = await soldAndPaid(1)
    const journal = journalOf('lane-1', 1)
    journal.entries.push(...entries)
    const last = entries.at(-1)
    const unhashed = {
      laneId: 'lane-1',
      epoch: 1,
      seq: 8,
      atMs: 1,
      saleId: null,
      fact: { kind: 'DrawerOpened' },
      prev: last?.hash ?? '',
    }
    const strange = { ...unhashed, hash: sha256(canonicalEntry(unhashed)) }
    const { head, quarantined } = await upload([...entries, strange])
    expect(head.seq).toBe(8)
    expect(quarantined).toEqual([{ seq: 8, reason: 'EntryUnreadable' }])
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
  })
})

describe('what is no journal entry of this lane', () => {
  it.each([
    ['nothing known', { hello: 1 }],
    ['a null', null],
    ['another lane’s', journalOf('lane-2', 1).record(null, { kind: 'HelpCalled' })[0]],
    ['another epoch’s', journalOf('lane-1', 2).record(null, { kind: 'HelpCalled' })[0]],
  ])('is refused by name (%s)', async (_name, entry) => {
    expect(await send([entry])).toMatchObject({ status: 422, body: { error: 'EntryUnreadable' } })
  })

  it('without end in depth is no defect of ours', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const hash = 'a'.repeat(64)
    const entry = `{"laneId":"lane-1","epoch":1,"seq":1,"atMs":0,"saleId":null,"fact":${deep},"prev":"${hash}","hash":"${hash}"}`
    const body = `{"epoch":1,"entries":[${entry}]}`
    const headers = lane.signed({ method: 'POST', path: paths.journal, body })
    const answer = await rig.send('POST', paths.journal, { body, headers })
    expect(answer.status).toBeLessThan(500)
  })
})

describe('the oracle', () => {
  type Seed = readonly [bug: string, fault: RegExp, plant: () => Promise<unknown>]
  const seeds: readonly Seed[] = [
    ['a sale lost', /sale-1 stands 0 times/, () => rig.db.deleteFrom('sale').execute()],
    [
      'a sale nobody made',
      /sale-9 was never made/,
      () => rig.db.updateTable('sale').set({ sale_id: 'sale-9' }).where('sale_id', '=', 'sale-1').execute(),
    ],
    [
      'a total priced anew',
      /another total/,
      () => rig.db.updateTable('sale').set({ total_minor: 1 }).execute(),
    ],
    [
      'a line changed',
      /lines do not sum/,
      () => rig.db.updateTable('sale_line').set({ total_minor: 1 }).execute(),
    ],
    ['a payment lost', /payments do not sum/, () => rig.db.deleteFrom('sale_payment').execute()],
    [
      'stock moved twice',
      /pieces left the stock/,
      () =>
        tamper(rig.db, 'stock_delta', () =>
          rig.db.updateTable('stock_delta').set({ quantity: -2 }).execute(),
        ),
    ],
  ]

  it.each(seeds)('sees %s', async (_bug, fault, plant) => {
    const { scripts, entries } = await soldAndPaid(2)
    await upload(entries)
    expect(await faultsOfBooks(rig.db, scripts)).toEqual([])
    await plant()
    expect((await faultsOfBooks(rig.db, scripts)).join('; ')).toMatch(fault)
  })
})
