/**
 * Suspended baskets on the server: one lane at a time may have one, a paid one nobody, and what was let go unpaid is
 * owed until it is paid or written off.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SuspendedBasket, suspendedBasketSchema } from '../../../domain/contract/suspended.ts'
import { laneSetupSchema, paths } from '../../../domain/contract/wire.ts'
import { parseData } from '../../../domain/parse.ts'
import { assert } from '../../../domain/result.ts'
import type { Fact } from '../../../domain/sale/fact.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { journalOf, payFor, type SaleScript, saleScript } from '../support/sales.ts'

const code = 'k3JfQ0aZ9mXw7TnRb2VcLg'

let rig: Rig
let first: TestLane
let second: TestLane

beforeEach(async () => {
  rig = await openRig()
  first = await enrolLane(rig)
  second = await enrolLane(rig, 'AAAA-BBBB-2')
})
afterEach(() => rig.close())

/** The sale's facts up to where its basket leaves. */
function leaving(last: Fact): SaleScript {
  const script = saleScript(1)
  return { ...script, facts: [...script.facts.slice(0, 4), last, { kind: 'SaleFinished' }] }
}

const handedOver = leaving({ kind: 'BasketHandedOver', code, amountMinor: 750 })
const parked = leaving({ kind: 'SaleParked', code, amountMinor: 750, badge: 'ATT001' })

async function left(script: SaleScript) {
  const journal = journalOf('lane-1', 1)
  journal.sell(script)
  const { status } = await first.post(paths.journal, { epoch: 1, entries: journal.entries })
  assert(status === 200, 'the upload is heard')
  return journal
}

const take = (lane: TestLane, saleId: string, journalSeq = 0) =>
  lane.post(paths.basketTake, { code, saleId, journalSeq })

async function taken(lane: TestLane, saleId: string, journalSeq = 0): Promise<SuspendedBasket> {
  const { status, body } = await take(lane, saleId, journalSeq)
  expect(status).toBe(200)
  const basket = parseData(suspendedBasketSchema, body)
  assert(basket.ok, 'the answer fits its schema')
  return basket.value
}

/** The other lane's sale of the basket, from its start on. */
function soldThere(number: number): SaleScript {
  const script = saleScript(number)
  const [start, ...rest] = script.facts
  assert(start !== undefined, 'a sale starts')
  const origin: Fact = {
    kind: 'BasketTakenOver',
    code,
    fromLaneId: 'lane-1',
    fromSaleId: 'sale-1',
    isParked: false,
  }
  return { ...script, facts: [start, origin, ...rest] }
}

const refusalOf = async (answer: Promise<{ readonly status: number; readonly body: unknown }>) => {
  const { status, body } = await answer
  return [status, (body as { readonly error?: string }).error]
}

const states = async () =>
  (await rig.db.selectFrom('suspended_basket').select('state').execute()).map(({ state }) => state)

async function settledOf(lane: TestLane): Promise<readonly string[]> {
  const setup = parseData(laneSetupSchema, (await lane.get(paths.laneSetup)).body)
  assert(setup.ok, 'a setup fits its schema')
  return setup.value.settledParked ?? []
}

describe('a basket that was handed over', () => {
  it('comes with the lines it left with, and again to the lane that lost the answer', async () => {
    await left(handedOver)
    const basket = await taken(second, 'sale-x')
    expect(basket).toMatchObject({ fromLaneId: 'lane-1', fromSaleId: 'sale-1', isParked: false })
    expect(basket.lines.map(({ lineId, quantity, item }) => [lineId, quantity, item.priceMinor])).toEqual([
      ['sale-1-a', 1, 250],
      ['sale-1-b', 2, 250],
    ])
    expect(await taken(second, 'sale-y')).toEqual(basket)
  })

  it('is at one lane only, however many ask at once', async () => {
    await left(handedOver)
    const asked = [first, second, first, second].map((lane, index) => take(lane, `sale-${index + 7}`))
    const answers = await Promise.all(asked)
    const lanes = new Set(answers.flatMap(({ status }, index) => (status === 200 ? [index % 2] : [])))
    expect(lanes.size).toBe(1)
  })

  it('is unknown until its lane has told of it', async () => {
    expect(await refusalOf(take(second, 'sale-x'))).toEqual([404, 'BasketUnknown'])
  })

  it('is nobody’s once it is paid, nor while a payment for it is under way', async () => {
    await left(handedOver)
    await taken(second, 'sale-2')
    const script = soldThere(2)
    const opened = await second.post(paths.payments, {
      paymentId: 'pay-early',
      saleId: 'sale-2',
      wallet: 'wechat',
      amountMinor: 750,
      currency: 'CNY',
    })
    expect(opened.status).toBe(200)
    expect(await refusalOf(take(second, 'sale-3'))).toEqual([409, 'BasketTaken'])
    await second.post(`${paths.payments}/pay-early/cancel`, {})
    await payFor(rig, second, script)
    expect(await refusalOf(take(second, 'sale-3'))).toEqual([409, 'BasketTaken'])
    const journal = journalOf('lane-2', 1)
    journal.sell(script)
    await second.post(paths.journal, { epoch: 1, entries: journal.entries })
    expect(await states()).toEqual(['paid'])
    expect(await refusalOf(take(first, 'sale-4'))).toEqual([409, 'BasketTaken'])
  })

  it('is nobody’s while a payment at the lane it left may still take money, whatever that lane says', async () => {
    const asked = { saleId: 'sale-1', wallet: 'wechat', amountMinor: 750, currency: 'CNY' }
    await first.post(paths.payments, { ...asked, paymentId: 'pay-there' })
    await left(handedOver)
    expect(await refusalOf(take(second, 'sale-2'))).toEqual([409, 'BasketTaken'])
    await first.post(`${paths.payments}/pay-there/cancel`, {})
    expect((await taken(second, 'sale-2')).lines).toHaveLength(2)
  })

  it('is free again when the lane that took it gives it up', async () => {
    await left(handedOver)
    await taken(second, 'sale-2')
    const { facts, ...script } = soldThere(2)
    const journal = journalOf('lane-2', 1)
    journal.sell({ ...script, facts: [...facts.slice(0, 5), { kind: 'BasketVoided', reason: 'idle' }] })
    await second.post(paths.journal, { epoch: 1, entries: journal.entries })
    expect(await states()).toEqual(['open'])
    expect((await taken(first, 'sale-5')).lines).toHaveLength(2)
  })

  it('is not paid for by a sale that was granted it and never took it over', async () => {
    await left(parked)
    await taken(second, 'sale-2')
    const script = saleScript(2)
    await payFor(rig, second, script)
    const journal = journalOf('lane-2', 1)
    journal.sell(script)
    await second.post(paths.journal, { epoch: 1, entries: journal.entries })
    expect(await states()).toEqual(['open'])
    expect(await settledOf(first)).toEqual([])
    expect((await taken(first, 'sale-3')).isParked).toBe(true)
  })

  it('that is handed on under another code is nobody’s under the first', async () => {
    await left(handedOver)
    await taken(second, 'sale-2')
    const { facts, ...script } = soldThere(2)
    const journal = journalOf('lane-2', 1)
    const next = 'nextCodeOfTheBasket01'
    const left2: Fact = { kind: 'BasketHandedOver', code: next, amountMinor: 750 }
    journal.sell({ ...script, facts: [...facts.slice(0, 5), left2, { kind: 'SaleFinished' }] })
    await second.post(paths.journal, { epoch: 1, entries: journal.entries })
    expect(await states()).toEqual(expect.arrayContaining(['movedOn', 'open']))
    expect(await refusalOf(take(second, 'sale-3', 7))).toEqual([409, 'BasketTaken'])
    expect((await first.post(paths.basketTake, { code: next, saleId: 'sale-4', journalSeq: 0 })).status).toBe(
      200,
    )
  })

  it('that a lane claims without having been given it is set aside', async () => {
    await left(handedOver)
    const journal = journalOf('lane-2', 1)
    journal.sell(soldThere(2))
    await second.post(paths.journal, { epoch: 1, entries: journal.entries })
    const reasons = await rig.db.selectFrom('quarantine').select('reason').execute()
    expect(reasons.map(({ reason }) => reason)).toContain('BasketNotTaken')
    expect(await states()).toEqual(['open'])
  })

  it.each([
    {},
    { code: 'short', saleId: 's' },
    { code, saleId: 's' },
    { code, saleId: '', journalSeq: 0 },
    { code, saleId: 's', journalSeq: -1 },
    { code, saleId: 's', journalSeq: 0, more: 1 },
    'x',
  ])('is not given for %j', async (body) => {
    expect((await second.post(paths.basketTake, body)).status).toBe(400)
  })
})

describe('a basket that was parked', () => {
  it('is owed at its lane until it is paid at any', async () => {
    await left(parked)
    expect(await settledOf(first)).toEqual([])
    expect(await taken(second, 'sale-2')).toMatchObject({ isParked: true })
    const script = soldThere(2)
    await payFor(rig, second, script)
    const journal = journalOf('lane-2', 1)
    journal.sell(script)
    await second.post(paths.journal, { epoch: 1, entries: journal.entries })
    expect(await settledOf(first)).toEqual(['sale-1'])
    expect(await settledOf(second)).toEqual([])
  })

  it('ends when the office writes it off, but not while a lane has it', async () => {
    await left(parked)
    await taken(second, 'sale-2')
    const off = { storeId: 'store-1', code, why: 'left the country' }
    expect((await rig.office('POST', 'baskets/write-off', off)).status).toBe(409)
    const { facts, ...script } = soldThere(2)
    const journal = journalOf('lane-2', 1)
    journal.sell({ ...script, facts: [...facts.slice(0, 5), { kind: 'BasketVoided', reason: 'idle' }] })
    await second.post(paths.journal, { epoch: 1, entries: journal.entries })
    expect((await rig.office('POST', 'baskets/write-off', off)).body).toEqual({ writtenOffMinor: 750 })
    expect(await settledOf(first)).toEqual(['sale-1'])
    expect(await refusalOf(take(second, 'sale-3'))).toEqual([409, 'BasketTaken'])
  })

  it('keeps to limits that the office sets', async () => {
    const limits = { perSaleMinor: 1_000, totalMinor: 9_000 }
    const { status } = await rig.office('POST', 'parking', { storeId: 'store-1', ...limits })
    expect(status).toBe(200)
    expect((await first.get(paths.laneSetup)).body).toMatchObject({ parking: limits })
    const wrong = { storeId: 'store-1', perSaleMinor: -1, totalMinor: 9_000 }
    expect((await rig.office('POST', 'parking', wrong)).status).toBe(400)
  })
})

it('a lane that repeats its upload hands a basket over once', async () => {
  const journal = await left(handedOver)
  await first.post(paths.journal, { epoch: 1, entries: journal.entries })
  expect(await states()).toEqual(['open'])
  expect(await rig.db.selectFrom('quarantine').select('seq').execute()).toEqual([])
})
