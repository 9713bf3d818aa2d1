/**
 * The store's rules at the lane: what is called back is stopped and somebody comes, network or not; what is near its
 * date costs less and says why; a numbered pack is sold once; a pack with two marks counts once; limits and hours hold.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import { noRules, type Recall, type SaleRules } from '../../domain/rules/sale-rules.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { setupPollMs } from '../../lane/setup-refresh.ts'
import { beer, type FakeWorld, makeItem, makeWorld, rightPin } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }

let world: FakeWorld
let running: RunningLane

beforeEach(() => {
  world = makeWorld()
  running = runLane(world, settings)
})

const water = makeItem()
const bars = water.gtin.slice(1)
const scanBars = () => running.lane.scan({ text: bars, source: 'serial', aim: ']E0', symbology: 'ean13' })
const scanSquare = (elements: string) =>
  running.lane.scan({
    text: `01${water.gtin}${elements}`,
    source: 'serial',
    aim: ']d2',
    symbology: 'datamatrix',
  })

const view = () => running.lane.view()
const lines = () => view().basket?.lines ?? []
const notice = () => view().notice?.refusal
const pieces = () => view().basket?.pieces ?? 0
const kinds = () => world.journal.entries.map((entry) => entry.fact.kind)
const lastLine = () => lines().at(-1)?.lineId ?? ''

/** The office sets rules, and the lane has them after its next refresh at the latest. */
async function setRules(changes: Partial<SaleRules>): Promise<void> {
  world.server.rules = { ...noRules, ...changes }
  await world.time.advance(setupPollMs + 1_000)
}

function restart(): void {
  running.stop()
  running = runLane(world, settings)
}

const recall = (changes: Partial<Recall> = {}): Recall => ({
  recallId: 'r-1',
  gtin: water.gtin,
  batches: [],
  serials: [],
  reason: 'Glass splinters',
  ...changes,
})

async function pay(): Promise<void> {
  running.lane.command({ kind: 'Pay', wallet: 'wechat' })
  await world.time.advance(100)
  const { sale } = running.lane.state()
  world.server.payment = {
    state: 'paid',
    amountMinor: sale?.payment?.amountMinor ?? 0,
    transactionId: '4200001',
    paidAtMs: 1,
  }
  await world.time.advance(5_000)
}

describe('a pack that was called back', () => {
  it('is stopped, recorded, and an attendant called who sees why', async () => {
    await setRules({ recalls: [recall({ batches: ['B7'] })] })
    scanSquare('10B7')
    expect(lines()).toEqual([])
    expect(notice()).toBe('Recalled')
    expect(view().helpSinceMs).not.toBeNull()
    expect(view().helpAbout).toMatchObject({ batch: 'B7', reason: 'Glass splinters', names: water.names })
    expect(world.journal.entries.slice(-2).map(({ fact }) => fact)).toMatchObject([
      { kind: 'ScanRefused', why: 'Recalled', gtin: water.gtin },
      { kind: 'HelpCalled', about: { recallId: 'r-1', batch: 'B7' } },
    ])
  })

  it.each([
    ['another batch', { batches: ['B7'] }, '10B8'],
    ['another serial number', { serials: ['A1'] }, '21A2'],
    ['a label without a batch', { batches: ['B7'] }, ''],
    ['another item', { gtin: beer.gtin }, '10B7'],
  ])('is not taken for %s', async (_what, changes, elements) => {
    await setRules({ recalls: [recall(changes)] })
    scanSquare(elements)
    await world.time.advance(500)
    expect(pieces()).toBe(1)
    expect(view().helpSinceMs).toBeNull()
  })

  it.each([
    ['serial number', { serials: ['A1'] }, '21A1'],
    ['whole item', {}, ''],
    ['batch of a numbered pack', { batches: ['B7'] }, '10B7\u001d21A1'],
  ])('is known by its %s', async (_what, changes, elements) => {
    await setRules({ recalls: [recall(changes)] })
    scanSquare(elements)
    await world.time.advance(500)
    expect(notice()).toBe('Recalled')
    expect(pieces()).toBe(0)
  })

  it('is stopped by a lane that started without a network', async () => {
    await setRules({ recalls: [recall()] })
    world.server.online = false
    restart()
    scanBars()
    expect(notice()).toBe('Recalled')
    expect(view().helpSinceMs).not.toBeNull()
  })

  it('cannot be paid for when the recall came after the scan, until it has left the basket', async () => {
    scanSquare('10B7')
    running.lane.scan({ text: beer.gtin.slice(1), source: 'serial' })
    await setRules({ recalls: [recall({ batches: ['B7'] })] })
    expect(lines()[0]).toMatchObject({ isRecalled: true })
    running.lane.command({ kind: 'Pay', wallet: 'wechat' })
    expect(view().notice).toMatchObject({ refusal: 'RecalledInBasket', names: water.names })
    expect(view().helpAbout).toMatchObject({ batch: 'B7' })
    expect(kinds()).not.toContain('PaymentRequested')
    running.lane.command({ kind: 'RemoveLine', lineId: lines()[0]?.lineId ?? '' })
    running.lane.command({ kind: 'Pay', wallet: 'wechat' })
    expect(notice()).toBe('NeedsAttendant')
  })

  it('calls once for the same pack, and again for another', async () => {
    await setRules({ recalls: [recall()] })
    for (const elements of ['10B7', '10B7', '10B8']) scanSquare(elements)
    expect(kinds().filter((kind) => kind === 'HelpCalled')).toHaveLength(2)
  })

  it('leaves the attendant’s screen when the call is done', async () => {
    await setRules({ recalls: [recall()] })
    scanBars()
    running.lane.command({ kind: 'CancelHelp' })
    expect(view()).toMatchObject({ helpSinceMs: null, helpAbout: null })
  })
})

describe('a pack near its date', () => {
  const near = {
    markdowns: [{ ruleId: 'near', scope: { kind: 'all' }, daysLeftMax: 2, percentOff: 30 }],
  } as const

  it.each([
    ['261125', 1_280],
    ['261124', 896],
    ['261122', 896],
  ])('best before %s costs %i', async (date, unitMinor) => {
    await setRules(near)
    scanSquare(`15${date}`)
    expect(lines()[0]).toMatchObject({ unitMinor, listMinor: 1_280, savedMinor: 1_280 - unitMinor })
  })

  it('says why, and keeps its price through a crash and a change of the rule', async () => {
    await setRules(near)
    scanSquare('15261124')
    expect(lines()[0]?.markdown).toEqual({ percentOff: 30, goodUntil: '2026-11-24' })
    await setRules({})
    restart()
    expect(lines()[0]?.unitMinor).toBe(896)
  })

  it('makes no fresh pack cheaper: it is one pack, and the next a line of its own', async () => {
    await setRules(near)
    scanSquare('15261124')
    running.lane.command({ kind: 'ChangeQuantity', lineId: lastLine(), quantity: 2 })
    expect(notice()).toBe('FixedQuantity')
    scanSquare('15270101')
    expect(lines().map(({ unitMinor }) => unitMinor)).toEqual([896, 1_280])
  })

  it('is stopped past its best-before date, unless the store sells such goods', async () => {
    scanSquare('15261121')
    expect(notice()).toBe('Expired')
    await setRules({ ...near, sellsPastBestBefore: true })
    scanSquare('15261121')
    expect(lines()[0]?.unitMinor).toBe(896)
  })

  it('prints the saving and its reason', async () => {
    await setRules(near)
    scanSquare('15261124')
    await pay()
    expect(world.printed[0]).toMatchObject({
      totalMinor: 896,
      savedMinor: 384,
      lines: [{ unitMinor: 896, savedMinor: 384, markdownPercent: 30 }],
    })
  })
})

describe('a numbered pack', () => {
  const numbered = async (serial: string) => {
    scanSquare(`21${serial}`)
    await world.time.advance(500)
  }

  it('that the store sold elsewhere is refused', async () => {
    await world.time.advance(100)
    world.server.packs.set('A1', { isSold: true, returnedFrom: [] })
    await numbered('A1')
    expect(notice()).toBe('SoldBefore')
    expect(pieces()).toBe(0)
  })

  it('is sold without an answer, soon, and the journal says who could look', async () => {
    await world.time.advance(100)
    world.server.packWaitMs = 60_000
    scanSquare('21A1')
    expect(pieces()).toBe(0)
    await world.time.advance(400)
    expect(pieces()).toBe(1)
    expect(world.journal.entries.at(-1)?.fact).toMatchObject({ serialCheck: 'lane' })
    world.server.packWaitMs = 0
    await numbered('A2')
    expect(world.journal.entries.at(-1)?.fact).toMatchObject({ serialCheck: 'store' })
  })

  it('is sold at once by a lane that knows it is alone', () => {
    world.server.online = false
    restart()
    scanSquare('21A1')
    expect(pieces()).toBe(1)
  })

  it('sold on this lane is refused without a network, after a restart, until it was taken back', async () => {
    await numbered('A1')
    await pay()
    running.lane.command({ kind: 'FinishSale' })
    const saleId = running.lane.state().soldPacks[0]?.saleId ?? ''
    world.server.online = false
    restart()
    await numbered('A1')
    expect(notice()).toBe('SoldBefore')
    world.server.online = true
    world.server.packs.set('A1', { isSold: false, returnedFrom: [saleId] })
    await world.time.advance(setupPollMs * 3)
    await numbered('A1')
    expect(pieces()).toBe(1)
  })

  it('that left the basket unpaid was never sold', async () => {
    await numbered('A1')
    running.lane.command({ kind: 'CancelSale' })
    await numbered('A1')
    expect(pieces()).toBe(1)
  })

  it('does not come into the next shopper’s basket when the answer is late', async () => {
    await world.time.advance(100)
    scanBars()
    await world.time.advance(2_000)
    world.server.packWaitMs = 60_000
    scanSquare('21A1')
    running.lane.command({ kind: 'CancelSale' })
    await world.time.advance(500)
    expect(view().basket).toBeNull()
  })
})

describe('a pack with two marks', () => {
  it.each([
    ['bars first', [() => scanBars(), () => scanSquare('10B7')]],
    ['the square first', [() => scanSquare('10B7'), () => scanBars()]],
  ])('counts once, %s, and the line knows what the square says', (_order, scans) => {
    for (const scan of scans) scan()
    expect(pieces()).toBe(1)
    expect(running.lane.state().sale?.basket.lines[0]?.batch).toBe('B7')
  })

  it.each([
    ['two reads of bars', () => scanBars()],
    ['two reads of a square', () => scanSquare('10B7')],
  ])('is not suspected behind %s', (_what, scan) => {
    scan()
    scan()
    expect(pieces()).toBe(2)
  })

  it('is not suspected when a moment has passed', async () => {
    scanBars()
    await world.time.advance(1_600)
    scanSquare('10B7')
    expect(pieces()).toBe(2)
  })

  it('counts as many packs as were read by both', () => {
    for (const scan of [scanBars, scanBars]) scan()
    scanSquare('10B7')
    scanSquare('10B8')
    expect(pieces()).toBe(2)
    scanBars()
    expect(pieces()).toBe(3)
  })

  it.each([
    ['expired', '17261121', 'Expired'],
    ['called back', '10B7', 'Recalled'],
  ])('leaves the basket when its square says it is %s', async (_what, elements, refusal) => {
    await setRules({ recalls: [recall({ batches: ['B7'] })] })
    scanBars()
    await world.time.advance(2_000)
    scanBars()
    scanSquare(elements)
    expect(notice()).toBe(refusal)
    expect(pieces()).toBe(1)
    expect(lines()).toHaveLength(1)
  })

  it('is not sold by its bars when its square was refused a moment before', () => {
    scanSquare('17261121')
    scanBars()
    expect(notice()).toBe('Expired')
    expect(pieces()).toBe(0)
  })

  it('counts once while the store is asked about its number', async () => {
    await world.time.advance(100)
    world.server.packWaitMs = 200
    scanSquare('21A1')
    scanBars()
    await world.time.advance(500)
    expect(pieces()).toBe(1)
    expect(lines()[0]?.isOnePack).toBe(true)
  })

  it('takes its markdown from the square though the bars came first', async () => {
    await setRules({ markdowns: [{ ruleId: 'n', scope: { kind: 'all' }, daysLeftMax: 2, percentOff: 50 }] })
    scanBars()
    scanSquare('15261123')
    expect(lines()).toMatchObject([{ quantity: 1, unitMinor: 640 }])
  })
})

describe('limits and hours', () => {
  const two = {
    limits: [{ ruleId: 'two', scope: { kind: 'item', gtin: water.gtin }, piecesMax: 2 }],
  } as const

  it('no more pieces come in than the limit, by scan or by hand, over all lines of the item', async () => {
    await setRules(two)
    scanBars()
    await world.time.advance(2_000)
    scanSquare('10B7')
    await world.time.advance(2_000)
    scanBars()
    expect(view().notice).toMatchObject({ refusal: 'QuantityLimited', figure: 2, names: water.names })
    running.lane.command({ kind: 'ChangeQuantity', lineId: lastLine(), quantity: 2 })
    expect(notice()).toBe('QuantityLimited')
    expect(pieces()).toBe(2)
  })

  it('a pack at the limit still counts once by both its marks', async () => {
    await setRules(two)
    scanBars()
    scanBars()
    scanSquare('10B7')
    expect(notice()).toBeUndefined()
    expect(pieces()).toBe(2)
  })

  it('fewer can be taken of what a new limit already exceeds', async () => {
    for (let times = 0; times < 4; times++) scanBars()
    await setRules(two)
    running.lane.command({ kind: 'ChangeQuantity', lineId: lastLine(), quantity: 3 })
    expect(pieces()).toBe(3)
  })

  const night = {
    hours: [
      {
        ruleId: 'night',
        scope: { kind: 'department', department: 'alcohol' },
        fromMinute: 1_320,
        untilMinute: 480,
      },
    ],
  } as const

  it.each([
    [1_319, true],
    [1_320, false],
    [0, false],
    [479, false],
    [480, true],
  ])('at minute %i of the day alcohol is sold: %s', async (minute, isSold) => {
    await setRules(night)
    world.day.minute = minute
    running.lane.scan({ text: beer.gtin.slice(1), source: 'serial' })
    expect(pieces()).toBe(isSold ? 1 : 0)
    if (!isSold) {
      expect(view().notice).toMatchObject({
        refusal: 'NotAtThisHour',
        hours: { fromMinute: 1_320, untilMinute: 480 },
      })
    }
    scanBars()
    expect(pieces()).toBe(isSold ? 2 : 1)
  })

  it('what came in before the hour is not paid for after it', async () => {
    await setRules(night)
    world.day.minute = 1_319
    running.lane.scan({ text: beer.gtin.slice(1), source: 'serial' })
    running.lane.scan({ text: 'STAFF-1001', source: 'serial' })
    running.lane.command({ kind: 'EnterPin', pin: rightPin })
    await world.time.settle()
    running.lane.command({ kind: 'ApproveAge' })
    world.day.minute = 1_320
    running.lane.command({ kind: 'Pay', wallet: 'wechat' })
    expect(notice()).toBe('NotAtThisHour')
    expect(kinds()).not.toContain('PaymentRequested')
  })
})

it('labels of the store’s own scales are read by the layout the office set', async () => {
  await setRules({ labelLayout: 'pl' })
  running.lane.scan({ text: '2112345012803', source: 'serial', aim: ']E0', symbology: 'ean13' })
  expect(notice()).toBe('UnknownCode')
})
