/**
 * The store's rules at the server: what the office sets reaches every lane of its store whole, no recall can outgrow
 * the lanes, and a numbered pack that was sold is known to all of them until it came back.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { laneSetupSchema, paths } from '../../../domain/contract/wire.ts'
import { parseData } from '../../../domain/parse.ts'
import { assert } from '../../../domain/result.ts'
import {
  noSellingRules,
  type Recall,
  recalledNumbersMax,
  recallNumbersMax,
  type SellingRules,
} from '../../../domain/rules/sale-rules.ts'
import type { Fact } from '../../../domain/sale/fact.ts'
import { enrolLane, gtinOf, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { journalOf, payFor, type SaleOptions, type SaleScript, saleScript } from '../support/sales.ts'

let rig: Rig
let lane: TestLane
let neighbour: TestLane

beforeAll(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
  neighbour = await enrolLane(rig, 'AAAA-BBBB-2')
})
afterAll(() => rig.close())

const storeId = 'store-1'

async function rulesAt(asking: TestLane) {
  const parsed = parseData(laneSetupSchema, (await asking.get(paths.laneSetup)).body)
  assert(parsed.ok, 'a setup fits its schema')
  return parsed.value.rules
}

const recall = (changes: Partial<Recall> = {}): Recall => ({
  recallId: 'r-1',
  gtin: gtinOf(1),
  batches: ['B7'],
  serials: [],
  reason: 'Glass splinters',
  ...changes,
})

const begin = (changes: Partial<Recall> = {}) =>
  rig.office('POST', 'recalls', { storeId, recall: recall(changes) })
const withdraw = (recallId: string) => rig.office('POST', 'recalls/withdraw', { storeId, recallId })

describe('recalls', () => {
  it('reach every lane of the store, changed under their name, and leave it when withdrawn', async () => {
    expect(await begin()).toMatchObject({ status: 200, body: { recalls: 1 } })
    await begin({ batches: ['B7', 'B8'] })
    for (const each of [lane, neighbour]) {
      expect((await rulesAt(each)).recalls).toEqual([recall({ batches: ['B7', 'B8'] })])
    }
    expect((await withdraw('r-1')).status).toBe(200)
    expect((await rulesAt(lane)).recalls).toEqual([])
    expect((await rig.office('GET', 'recalls')).body).toEqual({
      recalls: [
        {
          storeId,
          recall: recall({ batches: ['B7', 'B8'] }),
          begunMs: rig.clock.ms,
          withdrawnMs: rig.clock.ms,
        },
      ],
    })
    expect(await withdraw('r-1')).toMatchObject({ status: 404, body: { error: 'RecallUnknown' } })
    await begin()
    expect((await rulesAt(lane)).recalls).toHaveLength(1)
    await withdraw('r-1')
  })

  it('that would outgrow what lanes hold are refused, and nothing of them is kept', async () => {
    const numbers = Array.from({ length: recallNumbersMax }, (_, index) => `S${index}`)
    const fit = recalledNumbersMax / recallNumbersMax
    for (let index = 0; index < fit; index++) {
      expect((await begin({ recallId: `big-${index}`, batches: [], serials: numbers })).status).toBe(200)
    }
    expect(await begin({ recallId: 'more' })).toMatchObject({ status: 409, body: { error: 'RecallsFull' } })
    expect((await rulesAt(lane)).recalls).toHaveLength(fit)
    expect((await begin({ recallId: 'big-0', batches: [], serials: [] })).status).toBe(200)
    for (let index = 0; index < fit; index++) await withdraw(`big-${index}`)
  })

  it.each([
    ['a batch no label can say', { batches: ['日'] }],
    ['no reason', { reason: '' }],
    ['too many numbers', { serials: Array.from({ length: recallNumbersMax + 1 }, () => 'x') }],
  ])('with %s are refused', async (_what, changes) => {
    expect(await begin(changes)).toMatchObject({ status: 400, body: { error: 'BodyRefused' } })
  })

  it('are the office’s alone, and of a store there is', async () => {
    const body = { storeId, recall: recall() }
    expect((await rig.send('POST', '/api/office/recalls', { body })).status).toBe(401)
    const elsewhere = await rig.office('POST', 'recalls', { storeId: 'nowhere', recall: recall() })
    expect(elsewhere).toMatchObject({ status: 404, body: { error: 'StoreUnknown' } })
  })
})

describe('selling rules', () => {
  const rules: SellingRules = {
    ...noSellingRules,
    labelLayout: 'de',
    hours: [{ ruleId: 'night', scope: { kind: 'all' }, fromMinute: 1_320, untilMinute: 480 }],
  }

  it('are none until they are set, and then as a whole', async () => {
    expect(await rulesAt(lane)).toMatchObject(noSellingRules)
    expect((await rig.office('POST', 'rules', { storeId, rules })).status).toBe(200)
    expect(await rulesAt(neighbour)).toMatchObject(rules)
  })

  it.each([
    ['a window without length', { hours: [{ ...rules.hours[0], untilMinute: 1_320 }] }],
    ['an unknown layout', { labelLayout: 'xx' }],
    [
      'a hundred percent off',
      { markdowns: [{ ruleId: 'm', scope: { kind: 'all' }, daysLeftMax: 1, percentOff: 100 }] },
    ],
  ])('with %s are refused, and the old ones stay', async (_what, changes) => {
    const answer = await rig.office('POST', 'rules', { storeId, rules: { ...rules, ...changes } })
    expect(answer.status).toBe(400)
    expect(await rulesAt(lane)).toMatchObject(rules)
  })
})

/** The sale with its first line changed. */
function scriptWith(
  number: number,
  line: Partial<Extract<Fact, { kind: 'ItemScanned' }>>,
  options: SaleOptions = {},
) {
  const script = saleScript(number, options)
  const facts = script.facts.map((fact, index) => (index === 1 ? { ...fact, ...line } : fact))
  return { ...script, facts } as SaleScript
}

const journals = new Map<string, ReturnType<typeof journalOf>>()

async function sell(by: TestLane, script: SaleScript): Promise<void> {
  const journal = journals.get(by.laneId) ?? journalOf(by.laneId, by.epoch)
  journals.set(by.laneId, journal)
  await payFor(rig, by, script)
  const entries = journal.sell(script)
  const { status, body } = await by.post(paths.journal, { epoch: by.epoch, entries })
  expect({ status, body }).toMatchObject({ status: 200, body: { quarantined: [] } })
}

const ask = async (serial: string, by: TestLane = neighbour) =>
  (await by.post(paths.packs, { gtin: gtinOf(1), serial })).body

describe('numbered packs', () => {
  it('are sold for every lane once their sale arrived, and free again once they came back', async () => {
    expect(await ask('A1')).toEqual({ isSold: false, returnedFrom: [] })
    await sell(lane, scriptWith(1, { pack: { serial: 'A1' } }))
    expect(await ask('A1')).toEqual({ isSold: true, returnedFrom: [] })
    expect(await ask('A2')).toEqual({ isSold: false, returnedFrom: [] })
    const back = { storeId, gtin: gtinOf(1), serial: 'A1' }
    expect((await rig.office('POST', 'packs/return', back)).status).toBe(200)
    expect(await ask('A1')).toEqual({ isSold: false, returnedFrom: ['sale-1'] })
    expect(await rig.office('POST', 'packs/return', back)).toMatchObject({ body: { error: 'PackNotSold' } })
  })

  it('sold twice by lanes that could not ask: both sales stand, and a person hears of it', async () => {
    await sell(lane, scriptWith(2, { pack: { serial: 'C1' }, serialCheck: 'lane' }))
    await sell(neighbour, scriptWith(1002, { pack: { serial: 'C1' }, serialCheck: 'lane' }))
    expect(rig.logLines.filter((line) => line.includes('PackSoldTwice'))).toHaveLength(1)
    expect((await rig.office('GET', 'packs/twice')).body).toEqual({
      packs: [{ storeId, gtin: gtinOf(1), serial: 'C1', sales: 2 }],
    })
    expect((await rig.office('GET', 'sales')).body).toMatchObject({
      sales: expect.arrayContaining([
        expect.objectContaining({ saleId: 'sale-2' }),
        expect.objectContaining({ saleId: 'sale-1002' }),
      ]),
    })
  })

  it('are told to lanes only', async () => {
    const body = { gtin: gtinOf(1), serial: 'A1' }
    expect((await rig.send('POST', paths.packs, { body })).status).toBe(401)
  })
})

it('a marked-down line is booked at what was paid, with what was saved', async () => {
  const markdown = { ruleId: 'near', percentOff: 30, goodUntil: '2026-11-24' }
  await sell(lane, scriptWith(3, { markdown }, { priceMinor: 250, paidMinor: 175 + 500 }))
  const line = await rig.db
    .selectFrom('sale_line')
    .select(['unit_minor', 'total_minor', 'saved_minor'])
    .where('line_id', '=', 'sale-3-a')
    .executeTakeFirst()
  expect(line).toEqual({ unit_minor: 175, total_minor: 175, saved_minor: 75 })
  const page = await rig.send('GET', `/r/${saleScript(3).receiptToken}?lang=en`)
  expect(page.text).toContain('30% off near its date')
})
