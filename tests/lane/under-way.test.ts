/**
 * A touch that decides about the whole basket while something that was shown is still asked about: a numbered pack, a
 * card, a coupon. It counts with the rest, or a sentence says what to do; nothing is lost in silence.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Command } from '../../domain/contract/command.ts'
import { ok } from '../../domain/result.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { badgeLingersMs } from '../../lane/badges.ts'
import { patienceMs } from '../../lane/patience.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { type FakeWorld, makeItem, makeWorld, rightPin } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const water = '6901028075831'
const card = 'MEMBER-8800123'

let world: FakeWorld
let running: RunningLane

const view = () => running.lane.view()
const scan = (text: string, aim?: string) =>
  running.lane.scan({ text, source: 'serial', ...(aim !== undefined && { aim }) })
const scanNumbered = (serial: string) => scan(`010690102807583121${serial}`, ']d2')
const touch = (command: Command) => running.lane.command(command)
const wait = (ms = 200) => world.time.advance(ms)
const serials = () => view().basket?.lines.filter(({ isOnePack }) => isOnePack).length

beforeEach(async () => {
  world = makeWorld()
  world.server.packWaitMs = 300
  running = runLane(world, settings)
  await wait()
  scan(water)
  // Longer than two marks of one pack are apart.
  await wait(2_000)
})

describe('a numbered pack that the store is still asked about', () => {
  it.each<Command>([{ kind: 'HandOver' }, { kind: 'Pay' }, { kind: 'Pay', wallet: 'wechat' }])(
    'is in the basket that leaves by %j, once',
    async (command) => {
      scanNumbered('A1')
      touch(command)
      expect(view().basket?.totalMinor).toBe(2_560)
      await wait(1_000)
      expect(view()).toMatchObject({ basket: { totalMinor: 2_560, pieces: 2 }, notice: null })
      expect(serials()).toBe(1)
    },
  )

  it('is in the basket that an attendant parks', async () => {
    world.server.place = { parking: { perSaleMinor: 10_000, totalMinor: 10_000 } }
    await wait(40_000)
    scan('STAFF-1001')
    touch({ kind: 'EnterPin', pin: rightPin })
    await wait(badgeLingersMs)
    world.server.packWaitMs = 60_000
    scanNumbered('A1')
    world.server.online = false
    await wait(300)
    scanNumbered('A2')
    touch({ kind: 'Park' })
    expect(view().basket?.pieces).toBe(3)
  })

  it('stops the touch with its reason where it cannot be sold', async () => {
    scanNumbered('A1')
    await wait(1_000)
    scanNumbered('A1')
    touch({ kind: 'HandOver' })
    expect(view()).toMatchObject({ screen: { kind: 'basket' }, notice: { refusal: 'AlreadyScanned' } })
    touch({ kind: 'HandOver' })
    expect(view()).toMatchObject({ screen: { kind: 'handedOver' }, notice: null })
  })

  it('goes with a basket that is given up, and its other mark may be read for the next shopper', async () => {
    scanNumbered('A1')
    touch({ kind: 'CancelSale' })
    await wait(500)
    expect(view().screen.kind).toBe('attract')
    scan(water)
    expect(view().basket?.pieces).toBe(1)
  })

  it('is counted before a card is held against the basket', async () => {
    world.server.tender = ok({ state: 'held', tender: 'storedValue', amountMinor: 600, codeHint: '0123' })
    scanNumbered('A1')
    scan(card)
    await wait(1_000)
    expect(view()).toMatchObject({ screen: { kind: 'tender', amountMinor: 1_960 }, notice: null })
  })
})

describe('a card that is still asked about', () => {
  beforeEach(() => {
    world.server.tenderWaitMs = 1_000
    world.server.tender = ok({ state: 'held', tender: 'storedValue', amountMinor: 600, codeHint: '0123' })
  })

  it.each<[string, () => void]>([
    ['a touch on a wallet', () => touch({ kind: 'Pay', wallet: 'wechat' })],
    ['a payment code', () => scan('134567890123456789')],
  ])('is waited for by %s, with a sentence', async (_, pay) => {
    world.server.place = { wallets: ['wechat', 'alipay'] }
    await wait(40_000)
    touch({ kind: 'Pay' })
    scan(card)
    await wait(100)
    pay()
    expect(view()).toMatchObject({ screen: { kind: 'tender' }, notice: { refusal: 'TenderAsked' } })
    await wait(2_000)
    expect(view()).toMatchObject({
      screen: { kind: 'tender', amountMinor: 680, tenders: [{}] },
      notice: null,
    })
    pay()
    await wait()
    expect(world.server.requests).toMatchObject([{ amountMinor: 680 }])
  })

  it.each([
    ['is asked about', 100],
    ['is held', 2_000],
  ])('is said to be untouched where it %s as the basket leaves for a till', async (_, waitMs) => {
    scan(card)
    await wait(waitMs)
    touch({ kind: 'HandOver' })
    await wait()
    expect(view()).toMatchObject({
      screen: { kind: 'handedOver', amountMinor: 1_280 },
      notice: { refusal: 'TendersReturned' },
    })
    await wait(3_000)
    expect(world.server.released).toHaveLength(1)
  })

  it('is not said to be asked about to the shopper after its own', async () => {
    world.server.tenderWaitMs = 5_000
    scan(card)
    await wait(500)
    touch({ kind: 'CancelSale' })
    scan(water)
    await wait(patienceMs)
    expect(view()).toMatchObject({ screen: { kind: 'basket' }, notice: null })
    touch({ kind: 'Pay', wallet: 'wechat' })
    expect(view().screen.kind).toBe('paying')
  })

  it('and another behind it are said to be asked about, for as long as it takes', async () => {
    world.server.tenderWaitMs = 10_000
    scan(card)
    await wait(patienceMs + 1)
    scan('COUPON-AUTUMN-7F3K')
    expect(view().notice).toBeNull()
    await wait(patienceMs + 1)
    expect(view().notice?.refusal).toBe('TenderAsked')
  })

  it('is asked about anew for the next sale, when it is shown again there', async () => {
    scan(card)
    await wait(100)
    touch({ kind: 'CancelSale' })
    scan(water)
    scan(card)
    await wait(5_000)
    expect(view()).toMatchObject({ screen: { kind: 'tender', tenders: [{}] }, notice: null })
  })

  it('is spoken of to nobody whose basket left without one', () => {
    touch({ kind: 'HandOver' })
    expect(view()).toMatchObject({ screen: { kind: 'handedOver' }, notice: null })
  })

  it('keeps nobody from the choice of ways to pay', async () => {
    world.server.place = { wallets: ['wechat', 'alipay'] }
    await wait(40_000)
    scan(card)
    touch({ kind: 'Pay' })
    expect(view().screen.kind).toBe('tender')
    await wait(2_000)
    expect(view()).toMatchObject({ screen: { kind: 'tender', tenders: [{}] }, notice: null })
  })
})

describe('a PIN that is still checked', () => {
  it.each([
    ['right', rightPin],
    ['wrong', '0000'],
  ])('and %s is spoken of to nobody once its pad was put away', async (_, pin) => {
    scan('STAFF-1001')
    touch({ kind: 'EnterPin', pin })
    touch({ kind: 'SignOut' })
    await wait()
    expect(view()).toMatchObject({ attendant: { kind: 'none' }, notice: null })
  })
})

it('a suspended basket that is shown again, after the sale it was asked for was left, comes all the same', async () => {
  const code = 'k3JfQ0aZ9mXw7TnRb2VcLg'
  const line = { lineId: 'there-1', item: makeItem(), quantity: 3, source: 'serial' } as const
  world.server.suspended = { code, fromLaneId: 'lane-2', fromSaleId: 'there', isParked: false, lines: [line] }
  world.server.takeWaitMs = 3_000
  touch({ kind: 'CancelSale' })
  scan(`HANDOVER-${code}`)
  touch({ kind: 'StartSale' })
  touch({ kind: 'CancelSale' })
  scan(`HANDOVER-${code}`)
  await wait(10_000)
  expect(view().basket?.pieces).toBe(3)
})
