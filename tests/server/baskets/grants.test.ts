/**
 * A basket that was granted is not one that was taken over: only the lane's journal says which, and it comes late.
 * Nothing that a lane may hold unheard goes to another, and no grant whose answer was lost holds a basket for ever.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../domain/contract/wire.ts'
import type { Fact } from '../../../domain/sale/fact.ts'
import { type Answer, enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { journalOf, payFor, type SaleScript, saleScript } from '../support/sales.ts'

const code = 'k3JfQ0aZ9mXw7TnRb2VcLg'

let rig: Rig
let first: TestLane
let second: TestLane
let there: ReturnType<typeof journalOf>

beforeEach(async () => {
  rig = await openRig()
  first = await enrolLane(rig)
  second = await enrolLane(rig, 'AAAA-BBBB-2')
  there = journalOf('lane-2', 1)
  const { saleId, facts } = saleScript(1)
  const journal = journalOf('lane-1', 1)
  journal.record(saleId, ...facts.slice(0, 4), {
    kind: 'SaleParked',
    code,
    amountMinor: 750,
    badge: 'ATT001',
  })
  await upload(first, journal)
})
afterEach(() => rig.close())

const upload = (lane: TestLane, { entries }: ReturnType<typeof journalOf>, end?: number) =>
  lane.post(paths.journal, { epoch: lane.epoch, entries: entries.slice(0, end) })

async function ask(lane: TestLane, saleId: string, journalSeq = 0): Promise<string> {
  const { status, body }: Answer = await lane.post(paths.basketTake, { code, saleId, journalSeq })
  return status === 200 ? 'granted' : String((body as { readonly error?: unknown }).error)
}

const state = async () =>
  (
    await rig.db
      .selectFrom('suspended_basket')
      .select('state')
      .where('code', '=', code)
      .executeTakeFirstOrThrow()
  ).state

const started = (saleId: string): Fact => ({ kind: 'SaleStarted', saleId, currency: 'CNY', language: 'en' })
const laneStarted: Fact = { kind: 'LaneStarted', software: 'test', epoch: 1 }
const takenOver: Fact = {
  kind: 'BasketTakenOver',
  code,
  fromLaneId: 'lane-1',
  fromSaleId: 'sale-1',
  isParked: true,
}
const movedOn: Fact = { kind: 'BasketHandedOver', code: 'anotherCodeOfTheLane22', amountMinor: 750 }
const voided: Fact = { kind: 'BasketVoided', reason: 'idle' }

/** Sale 2 of the second lane, with the basket in it. */
function withBasket(): SaleScript {
  const { facts, ...script } = saleScript(2)
  return { ...script, facts: [started(script.saleId), takenOver, ...facts.slice(1)] }
}

describe('a grant ends when the lane went on without the basket:', () => {
  it.each<[string, string | null, Fact]>([
    ['it began another sale', 'sale-9', started('sale-9')],
    ['it started anew', null, laneStarted],
    ['it started anew with the very sale it had asked for', 'sale-2', laneStarted],
    ['the sale it had asked for ended', 'sale-2', voided],
    ['that sale, of other goods, was handed over', 'sale-2', movedOn],
  ])('%s', async (_, saleId, fact) => {
    there.record('sale-2', started('sale-2'))
    await upload(second, there)
    expect(await ask(second, 'sale-2', 1)).toBe('granted')
    expect(await ask(first, 'sale-3')).toBe('BasketTaken')
    there.record(saleId, fact)
    await upload(second, there)
    expect(await state()).toBe('open')
    expect(await ask(first, 'sale-3')).toBe('granted')
  })

  it('and not by what the lane did before it asked and told later', async () => {
    there.record('sale-0', started('sale-0'), voided)
    there.record(null, laneStarted)
    expect(await ask(second, 'sale-2', 3)).toBe('granted')
    await upload(second, there)
    expect(await state()).toBe('granted')
    there.record('sale-2', started('sale-2'), takenOver)
    await upload(second, there)
    expect(await state()).toBe('taken')
  })
})

describe('a basket in a journal that is not heard yet', () => {
  it('goes to nobody else, and not once more to the lane that may have sold it', async () => {
    expect(await ask(second, 'sale-2')).toBe('granted')
    const sold = withBasket()
    there.sell(sold)
    expect(await ask(first, 'sale-3')).toBe('BasketTaken')
    expect(await ask(second, 'sale-4', 8)).toBe('JournalBehind')
    await payFor(rig, second, sold)
    expect(await ask(second, 'sale-4', 8)).toBe('JournalBehind')
    await upload(second, there, 2)
    expect(await state()).toBe('taken')
    expect(await ask(second, 'sale-4', 8)).toBe('JournalBehind')
    await upload(second, there)
    expect(await state()).toBe('paid')
    expect(await ask(second, 'sale-4', 8)).toBe('BasketTaken')
  })

  it('given up and asked for again there, is that lane’s and no other’s', async () => {
    expect(await ask(second, 'sale-2')).toBe('granted')
    there.record('sale-2', started('sale-2'), takenOver, voided)
    expect(await ask(second, 'sale-4', 3)).toBe('JournalBehind')
    await upload(second, there)
    expect(await ask(second, 'sale-4', 3)).toBe('granted')
    there.record('sale-4', started('sale-4'), takenOver)
    await upload(second, there)
    expect(await state()).toBe('taken')
    expect(await ask(first, 'sale-5')).toBe('BasketTaken')
    expect(await rig.db.selectFrom('quarantine').select('reason').execute()).toEqual([])
  })

  it('that took it over into another sale than it was granted for is set aside', async () => {
    expect(await ask(second, 'sale-2')).toBe('granted')
    there.record('sale-7', started('sale-7'), takenOver)
    await upload(second, there)
    const reasons = await rig.db.selectFrom('quarantine').select('reason').execute()
    expect(reasons).toEqual([{ reason: 'BasketNotTaken' }])
    expect(await state()).toBe('open')
  })
})

describe('a lane that is gone for good', () => {
  const writeOff = () => rig.office('POST', 'baskets/write-off', { storeId: 'store-1', code, why: 'gone' })

  async function takeAndBreak(): Promise<void> {
    expect(await ask(second, 'sale-2')).toBe('granted')
    there.record('sale-2', started('sale-2'), takenOver)
    await upload(second, there)
    expect((await writeOff()).status).toBe(409)
  }

  it('keeps no basket: taken out of service, it leaves it to another', async () => {
    await takeAndBreak()
    await rig.office('POST', 'revoke', { laneId: 'lane-2' })
    expect(await ask(first, 'sale-3')).toBe('granted')
  })

  it('keeps no basket from being written off', async () => {
    await takeAndBreak()
    await rig.office('POST', 'revoke', { laneId: 'lane-2' })
    expect((await writeOff()).body).toEqual({ writtenOffMinor: 750 })
    expect(await ask(first, 'sale-3')).toBe('BasketTaken')
  })

  it('keeps it for ever where it may have been paid', async () => {
    await takeAndBreak()
    await payFor(rig, second, saleScript(2))
    await rig.office('POST', 'revoke', { laneId: 'lane-2' })
    expect(await ask(first, 'sale-3')).toBe('BasketTaken')
    expect((await writeOff()).status).toBe(409)
  })

  it('has it again when a new one stands in its place', async () => {
    await takeAndBreak()
    const { body } = await rig.office('POST', 'codes', { laneId: 'lane-2' })
    const replaced = await enrolLane(rig, String((body as { readonly code?: unknown }).code))
    expect(await ask(replaced, 'sale-4')).toBe('granted')
    expect(await ask(first, 'sale-3')).toBe('BasketTaken')
  })
})

it('a code of another store is unknown', async () => {
  await rig.db.updateTable('lane').set({ store_id: 'store-2' }).where('lane_id', '=', 'lane-2').execute()
  expect(await ask(second, 'sale-2')).toBe('BasketUnknown')
  expect(await state()).toBe('open')
})
