/**
 * Baskets that leave unpaid, from the lane's side: what a shopper or an attendant may let go, what a cut or a crash
 * does to it, and how such a basket comes back. Nothing may be sold twice, and nothing may be owed unseen.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import type { Line } from '../../domain/basket.ts'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { askAgainMs, asksMax } from '../../lane/selling/take-over.ts'
import {
  apples,
  beer,
  type FakeWorld,
  makeItem,
  makeWorld,
  rightPin,
  testSetup,
} from '../support/fake-lane.ts'
import { FakeScale } from '../support/fake-scale.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }

const parking = { perSaleMinor: 3_000, totalMinor: 5_000 }

let world: FakeWorld
let running: RunningLane

/** Longer than any question the lane asks by itself. */
const settleMs = 40_000

async function online(isOnline: boolean): Promise<void> {
  world.server.online = isOnline
  await world.time.advance(settleMs)
}

async function begin(place: Partial<LaneSetup> = { parking }): Promise<void> {
  world = makeWorld()
  world.server.place = place
  running = runLane(world, settings)
  await world.time.advance(settleMs)
}

beforeEach(() => begin())

const lane = () => running.lane
const screen = () => lane().view().screen
const scanWater = () => lane().scan({ text: '6901028075831', source: 'serial' })
const refusal = () => lane().view().notice?.refusal
const facts = (kind: string) => world.journal.entries.filter((entry) => entry.fact.kind === kind)
const totalMinor = () => lane().view().basket?.totalMinor

function restart(): void {
  running.stop()
  running = runLane(world, settings)
}

async function signIn(): Promise<void> {
  lane().scan({ text: 'STAFF-1001', source: 'serial' })
  lane().command({ kind: 'EnterPin', pin: rightPin })
  await world.time.advance(10)
}

async function park(): Promise<void> {
  scanWater()
  await signIn()
  lane().command({ kind: 'Park' })
  await world.time.advance(10)
}

const line = (changes: Partial<Line> = {}): Line => ({
  lineId: 'there-1',
  item: makeItem(),
  quantity: 3,
  source: 'serial',
  ...changes,
})

const code = 'k3JfQ0aZ9mXw7TnRb2VcLg'

function suspend({ isParked = false, lines = [line()] } = {}): void {
  world.server.suspended = {
    code,
    fromLaneId: 'lane-2',
    fromSaleId: 'sale-there',
    isParked,
    lines: lines.map(({ override: _, ...rest }) => rest),
  }
}

async function scanCode(): Promise<void> {
  lane().scan({ text: `HANDOVER-${code}`, source: 'serial' })
  await world.time.advance(10)
}

describe('a basket handed over', () => {
  it('is shown with its code, printed as a slip, and is no sale any more', async () => {
    scanWater()
    lane().command({ kind: 'HandOver' })
    await world.time.advance(10)
    const shown = screen()
    expect(shown).toMatchObject({ kind: 'handedOver', amountMinor: 1_280, isParked: false, print: 'printed' })
    expect(shown.kind === 'handedOver' && world.slips[0]?.code).toBe(
      shown.kind === 'handedOver' ? shown.code : undefined,
    )
    expect(world.printed).toEqual([])
    lane().command({ kind: 'FinishSale' })
    expect(screen().kind).toBe('attract')
  })

  it('stands again after a crash, with the same code, and clears the way by itself', async () => {
    scanWater()
    lane().command({ kind: 'HandOver' })
    const before = screen()
    restart()
    expect(screen()).toMatchObject({ kind: before.kind, code: 'code' in before ? before.code : '' })
    await world.time.advance(120_000)
    expect(screen().kind).toBe('attract')
    expect(facts('BasketHandedOver')).toHaveLength(1)
  })

  it('is refused while a payment is open, and when it is empty', () => {
    lane().command({ kind: 'StartSale' })
    lane().command({ kind: 'HandOver' })
    expect(refusal()).toBe('NothingToPay')
    scanWater()
    lane().command({ kind: 'Pay', wallet: 'wechat' })
    lane().command({ kind: 'HandOver' })
    expect(refusal()).toBe('PaymentInProgress')
    expect(facts('BasketHandedOver')).toEqual([])
  })

  it('leaves nothing behind that waits for its weight', async () => {
    running = runLane({ ...world, scale: new FakeScale() }, settings)
    scanWater()
    lane().scan({ text: apples.gtin.slice(1), source: 'serial' })
    lane().command({ kind: 'HandOver' })
    expect(refusal()).toBe('WeighingInProgress')
    expect(facts('BasketHandedOver')).toEqual([])
  })

  it('makes way for the next shopper’s first scan', () => {
    scanWater()
    lane().command({ kind: 'HandOver' })
    scanWater()
    expect(screen().kind).toBe('basket')
    expect(totalMinor()).toBe(1_280)
  })
})

describe('a basket parked', () => {
  it('goes only while the server is away, on an attendant’s word', async () => {
    await park()
    expect(refusal()).toBe('ParkingNotNeeded')
    lane().command({ kind: 'SignOut' })
    await online(false)
    scanWater()
    lane().command({ kind: 'Park' })
    expect(refusal()).toBe('NotSignedIn')
    expect(facts('SaleParked')).toEqual([])
  })

  it('counts against the lane’s limit until the server says that it is settled', async () => {
    await online(false)
    for (const owed of [1_280, 2_560, 3_840]) {
      await park()
      expect(
        lane()
          .state()
          .parked.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      ).toBe(owed)
      lane().command({ kind: 'FinishSale' })
      lane().command({ kind: 'SignOut' })
    }
    await park()
    expect(refusal()).toBe('ParkingFull')
    const [first] = lane().state().parked
    world.server.place = { parking, settledParked: [first?.saleId ?? ''] }
    await online(true)
    expect(lane().state().parked).toHaveLength(2)
    restart()
    expect(lane().state().parked).toHaveLength(2)
  })

  it('is settled at a start by what the setup on the disk says', async () => {
    await online(false)
    await park()
    lane().command({ kind: 'FinishSale' })
    const [owed] = lane().state().parked
    running.stop()
    // The setup was written, and the lane died before it heard of it.
    world.setupStore.write({ ...testSetup, settledParked: [owed?.saleId ?? ''] })
    restart()
    expect(lane().state().parked).toEqual([])
  })

  it('is refused above the limit of one basket, and where the store allows none', async () => {
    await online(false)
    for (let piece = 0; piece < 3; piece++) scanWater()
    await signIn()
    lane().command({ kind: 'Park' })
    expect(refusal()).toBe('ParkingTooLarge')
    await begin({})
    await online(false)
    await park()
    expect(refusal()).toBe('ParkingNotAllowed')
  })

  it('is refused while an age is not approved', async () => {
    await online(false)
    lane().scan({ text: beer.gtin.slice(1), source: 'serial' })
    await signIn()
    lane().command({ kind: 'Park' })
    expect(refusal()).toBe('NeedsAttendant')
  })

  it('is owed after any crash', async () => {
    await online(false)
    await park()
    restart()
    expect(lane().state().parked).toEqual([{ saleId: expect.any(String), amountMinor: 1_280 }])
    expect(screen()).toMatchObject({ kind: 'handedOver', isParked: true })
  })
})

describe('a basket taken over', () => {
  it('has the lines, quantities and prices it left with', async () => {
    suspend({
      lines: [line(), line({ lineId: 'there-2', item: makeItem({ priceMinor: 999 }), quantity: 1 })],
    })
    await scanCode()
    expect(screen().kind).toBe('basket')
    expect(totalMinor()).toBe(3 * 1_280 + 999)
    restart()
    expect(totalMinor()).toBe(3 * 1_280 + 999)
  })

  it('is never mixed with what is in the basket', async () => {
    suspend()
    scanWater()
    await scanCode()
    expect(refusal()).toBe('BasketNotEmpty')
    expect(totalMinor()).toBe(1_280)
    // Nobody else could have it meanwhile, and this sale's payment would count for it.
    expect(world.server.asked).not.toContain('take')
  })

  it('that is unknown, elsewhere or out of reach is said so, and nothing is begun', async () => {
    await scanCode()
    expect(refusal()).toBe('BasketUnknown')
    await online(false)
    await scanCode()
    expect(refusal()).toBe('BasketOutOfReach')
    expect(facts('SaleStarted')).toEqual([])
  })

  it('is paid as it is once its goods are gone: nothing comes in, nothing goes out', async () => {
    suspend({ isParked: true })
    await scanCode()
    const lineId = lane().view().basket?.lines[0]?.lineId ?? ''
    scanWater()
    expect(refusal()).toBe('BasketFixed')
    lane().command({ kind: 'ChangeQuantity', lineId, shown: 3, quantity: 1 })
    lane().command({ kind: 'RemoveLine', lineId })
    lane().command({ kind: 'HandOver' })
    await signIn()
    lane().command({ kind: 'VoidLine', lineId, reason: 'other' })
    lane().command({ kind: 'OverridePrice', lineId, priceMinor: 1, reason: 'other' })
    expect(totalMinor()).toBe(3 * 1_280)
    lane().command({ kind: 'SignOut' })
    lane().command({ kind: 'Pay', wallet: 'wechat' })
    expect(screen()).toMatchObject({ kind: 'paying', amountMinor: 3 * 1_280 })
  })

  it('is not asked for while goods wait for their weight', async () => {
    world = { ...makeWorld(), scale: new FakeScale() }
    running = runLane(world, settings)
    await world.time.advance(settleMs)
    suspend({ isParked: true })
    lane().scan({ text: apples.gtin.slice(1), source: 'serial' })
    expect(screen().kind).toBe('weighing')
    await scanCode()
    expect(refusal()).toBe('WeighingInProgress')
    expect(world.server.asked).not.toContain('take')
  })

  it('is asked for again until the server has heard how the last asking ended', async () => {
    suspend()
    world.server.takeRefusals.push('JournalBehind', 'JournalBehind')
    await scanCode()
    await scanCode()
    expect(screen().kind).toBe('attract')
    await world.time.advance(2 * askAgainMs)
    expect(totalMinor()).toBe(3 * 1_280)
    expect(world.server.asked.filter((name) => name === 'take')).toHaveLength(3)
  })

  it('is out of reach where the server hears too late', async () => {
    world.server.takeRefusals.push(...Array.from({ length: asksMax }, () => 'JournalBehind'))
    await scanCode()
    await world.time.advance(asksMax * askAgainMs)
    expect(refusal()).toBe('BasketOutOfReach')
    suspend()
    await scanCode()
    expect(totalMinor()).toBe(3 * 1_280)
  })

  describe('that comes late', () => {
    beforeEach(() => {
      suspend()
      world.server.takeWaitMs = 1_000
    })

    it('goes into the sale that was begun meanwhile, asked for anew', async () => {
      await scanCode()
      lane().command({ kind: 'StartSale' })
      await world.time.advance(5_000)
      expect(totalMinor()).toBe(3 * 1_280)
      expect(world.server.takes.map(({ saleId }) => saleId)).toEqual([
        expect.not.stringMatching(lane().state().sale?.saleId ?? ''),
        lane().state().sale?.saleId,
      ])
    })

    it('is not mixed with goods scanned meanwhile', async () => {
      await scanCode()
      scanWater()
      await world.time.advance(5_000)
      expect(refusal()).toBe('BasketNotEmpty')
      expect(totalMinor()).toBe(1_280)
    })

    it('is nobody’s when the sale it was asked for is over, or the lane stopped', async () => {
      lane().command({ kind: 'StartSale' })
      await scanCode()
      lane().command({ kind: 'CancelSale' })
      await world.time.advance(5_000)
      await scanCode()
      running.stop()
      await world.time.advance(5_000)
      expect(facts('BasketTakenOver')).toEqual([])
    })

    it('tells the server where the journal ended as it asked', async () => {
      const { seq } = world.journal.head()
      await scanCode()
      expect(world.server.takes).toMatchObject([{ code, journalSeq: seq }])
    })
  })

  it('asks for an age check here, whoever looked there', async () => {
    suspend({ lines: [line({ item: beer, quantity: 1 })] })
    await scanCode()
    expect(lane().view()).toMatchObject({ approvalAge: 18 })
    expect(lane().view().helpSinceMs).not.toBeNull()
  })
})
