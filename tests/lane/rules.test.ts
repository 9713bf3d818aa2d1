/**
 * The store's rules at the lane: what is called back is stopped and somebody comes, network or not; what is near its
 * date costs less and says why; limits and hours hold.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import { setupPollMs } from '../../lane/sync/setup.ts'
import { beer, rightPin } from '../support/fake-lane.ts'
import { RuledLane, recall, water } from '../support/ruled-lane.ts'

let at: RuledLane

beforeEach(() => {
  at = new RuledLane()
})

describe('a pack that was called back', () => {
  it('is stopped, recorded, and an attendant called who sees why', async () => {
    await at.setRules({ recalls: [recall({ batches: ['B7'] })] })
    at.scanSquare('10B7')
    expect(at.lines()).toEqual([])
    expect(at.notice()).toBe('Recalled')
    expect(at.view().helpSinceMs).not.toBeNull()
    expect(at.view().helpAbout).toMatchObject({ batch: 'B7', reason: 'Glass splinters', names: water.names })
    expect(at.world.journal.entries.slice(-2).map(({ fact }) => fact)).toMatchObject([
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
    await at.setRules({ recalls: [recall(changes)] })
    at.scanSquare(elements)
    await at.world.time.advance(500)
    expect(at.pieces()).toBe(1)
    expect(at.view().helpSinceMs).toBeNull()
  })

  it.each([
    ['serial number', { serials: ['A1'] }, '21A1'],
    ['whole item', {}, ''],
    ['batch of a numbered pack', { batches: ['B7'] }, '10B7\u001d21A1'],
  ])('is known by its %s', async (_what, changes, elements) => {
    await at.setRules({ recalls: [recall(changes)] })
    at.scanSquare(elements)
    await at.world.time.advance(500)
    expect(at.notice()).toBe('Recalled')
    expect(at.pieces()).toBe(0)
  })

  it('is stopped by a lane that started without a network', async () => {
    await at.setRules({ recalls: [recall()] })
    at.world.server.online = false
    at.restart()
    at.scanBars()
    expect(at.notice()).toBe('Recalled')
    expect(at.view().helpSinceMs).not.toBeNull()
  })

  it('cannot be paid for when the recall came after the scan, until it has left the basket', async () => {
    at.scanSquare('10B7')
    at.scan(beer.gtin.slice(1))
    await at.setRules({ recalls: [recall({ batches: ['B7'] })] })
    expect(at.lines()[0]).toMatchObject({ isRecalled: true })
    at.lane.command({ kind: 'Pay', wallet: 'wechat' })
    expect(at.view().notice).toMatchObject({ refusal: 'RecalledInBasket', names: water.names })
    expect(at.view().helpAbout).toMatchObject({ batch: 'B7' })
    expect(at.kinds()).not.toContain('PaymentRequested')
    at.lane.command({ kind: 'RemoveLine', lineId: at.lines()[0]?.lineId ?? '' })
    at.lane.command({ kind: 'Pay', wallet: 'wechat' })
    expect(at.notice()).toBe('NeedsAttendant')
  })

  it('does not leave the store in a parked basket either', async () => {
    at.world.server.place = { parking: { perSaleMinor: 9_999, totalMinor: 9_999 } }
    at.scanSquare('10B7')
    await at.setRules({ recalls: [recall({ batches: ['B7'] })] })
    at.world.server.online = false
    await at.world.time.advance(setupPollMs * 2)
    at.scan('STAFF-1001')
    at.lane.command({ kind: 'EnterPin', pin: rightPin })
    await at.world.time.settle()
    at.lane.command({ kind: 'Park' })
    expect(at.notice()).toBe('RecalledInBasket')
    expect(at.kinds()).not.toContain('SaleParked')
  })

  it('calls once for the same pack, and again for another', async () => {
    await at.setRules({ recalls: [recall()] })
    for (const elements of ['10B7', '10B7', '10B8']) at.scanSquare(elements)
    expect(at.kinds().filter((kind) => kind === 'HelpCalled')).toHaveLength(2)
  })

  it('keeps its call through the rest of the trip, until an attendant ends it', async () => {
    await at.setRules({ recalls: [recall()] })
    at.scanBars()
    at.scan(beer.gtin.slice(1))
    at.lane.command({ kind: 'CancelHelp' })
    at.lane.command({ kind: 'RemoveLine', lineId: at.lastLine() })
    at.lane.command({ kind: 'CancelSale' })
    expect(at.view()).toMatchObject({ screen: { kind: 'attract' }, helpAbout: { code: water.gtin.slice(1) } })
    at.scan('STAFF-1001')
    at.lane.command({ kind: 'EnterPin', pin: rightPin })
    await at.world.time.settle()
    at.lane.command({ kind: 'CancelHelp' })
    expect(at.view()).toMatchObject({ helpSinceMs: null, helpAbout: null })
  })

  it('waits for an attendant who only looked at an age', async () => {
    await at.setRules({ recalls: [recall()] })
    at.scan(beer.gtin.slice(1))
    at.scanBars()
    at.scan('STAFF-1001')
    at.lane.command({ kind: 'EnterPin', pin: rightPin })
    await at.world.time.settle()
    at.lane.command({ kind: 'ApproveAge' })
    expect(at.view()).toMatchObject({ approvalAge: 0, helpAbout: { reason: 'Glass splinters' } })
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
    await at.setRules(near)
    at.scanSquare(`15${date}`)
    expect(at.lines()[0]).toMatchObject({ unitMinor, listMinor: 1_280, savedMinor: 1_280 - unitMinor })
  })

  it('says why, and keeps its price through a crash and a change of the rule', async () => {
    await at.setRules(near)
    at.scanSquare('15261124')
    expect(at.lines()[0]?.markdown).toEqual({ percentOff: 30, goodUntil: '2026-11-24' })
    await at.setRules({})
    at.restart()
    expect(at.lines()[0]?.unitMinor).toBe(896)
  })

  it('makes no fresh pack cheaper: it is one pack, and the next a line of its own', async () => {
    await at.setRules(near)
    at.scanSquare('15261124')
    at.lane.command({ kind: 'ChangeQuantity', lineId: at.lastLine(), shown: 1, quantity: 2 })
    expect(at.notice()).toBe('FixedQuantity')
    at.scanSquare('15270101')
    expect(at.lines().map(({ unitMinor }) => unitMinor)).toEqual([896, 1_280])
  })

  it('is stopped past its best-before date, unless the store sells such goods', async () => {
    at.scanSquare('15261121')
    expect(at.notice()).toBe('Expired')
    await at.setRules({ ...near, sellsPastBestBefore: true })
    at.scanSquare('15261121')
    expect(at.lines()[0]?.unitMinor).toBe(896)
  })

  it('prints the saving and its reason', async () => {
    await at.setRules(near)
    at.scanSquare('15261124')
    await at.pay()
    expect(at.world.printed[0]).toMatchObject({
      totalMinor: 896,
      savedMinor: 384,
      lines: [{ unitMinor: 896, savedMinor: 384, markdownPercent: 30 }],
    })
  })
})

describe('limits and hours', () => {
  const two = {
    limits: [{ ruleId: 'two', scope: { kind: 'item', gtin: water.gtin }, piecesMax: 2 }],
  } as const

  it('no more pieces come in than the limit, by scan or by hand, over all lines of the item', async () => {
    await at.setRules(two)
    at.scanBars()
    await at.world.time.advance(2_000)
    at.scanSquare('10B7')
    await at.world.time.advance(2_000)
    at.scanBars()
    expect(at.view().notice).toMatchObject({ refusal: 'QuantityLimited', figure: 2, names: water.names })
    at.lane.command({ kind: 'ChangeQuantity', lineId: at.lastLine(), shown: 1, quantity: 2 })
    expect(at.notice()).toBe('QuantityLimited')
    expect(at.pieces()).toBe(2)
  })

  it('a pack at the limit still counts once by both its marks', async () => {
    await at.setRules(two)
    at.scanBars()
    at.scanBars()
    at.scanSquare('10B7')
    expect(at.notice()).toBeUndefined()
    expect(at.pieces()).toBe(2)
  })

  it('fewer can be taken of what a new limit already exceeds', async () => {
    for (let times = 0; times < 4; times++) at.scanBars()
    await at.setRules(two)
    at.lane.command({ kind: 'ChangeQuantity', lineId: at.lastLine(), shown: 4, quantity: 3 })
    expect(at.pieces()).toBe(3)
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
    await at.setRules(night)
    at.world.day.minute = minute
    at.scan(beer.gtin.slice(1))
    expect(at.pieces()).toBe(isSold ? 1 : 0)
    if (!isSold) {
      expect(at.view().notice).toMatchObject({
        refusal: 'NotAtThisHour',
        hours: { fromMinute: 1_320, untilMinute: 480 },
      })
    }
    at.scanBars()
    expect(at.pieces()).toBe(isSold ? 2 : 1)
  })

  it('what came in before the hour is not paid for after it', async () => {
    await at.setRules(night)
    at.world.day.minute = 1_319
    at.scan(beer.gtin.slice(1))
    at.scan('STAFF-1001')
    at.lane.command({ kind: 'EnterPin', pin: rightPin })
    await at.world.time.settle()
    at.lane.command({ kind: 'ApproveAge' })
    at.world.day.minute = 1_320
    at.lane.command({ kind: 'Pay', wallet: 'wechat' })
    expect(at.notice()).toBe('NotAtThisHour')
    expect(at.kinds()).not.toContain('PaymentRequested')
  })
})

it('labels of the store’s own scales are read by the layout the office set', async () => {
  await at.setRules({ labelLayout: 'pl' })
  at.lane.scan({ text: '2112345012803', source: 'serial', aim: ']E0', symbology: 'ean13' })
  expect(at.notice()).toBe('UnknownCode')
})
