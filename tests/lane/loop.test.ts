/**
 * The loop from a shopper's side: what is scanned is on disk before it is on the screen, what is refused is said, and
 * a lane that dies comes back to what was last seen.
 */

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { beer, type FakeWorld, makeItem, makeWorld, rightPin } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }

let world: FakeWorld
let running: RunningLane

beforeEach(() => {
  world = makeWorld()
  running = runLane(world, settings)
})

const scan = (text: string) => running.lane.scan({ text, source: 'serial' })
const water = '6901028075831'
const beerCode = beer.gtin.slice(1)
const kinds = () => world.journal.entries.map((entry) => entry.fact.kind)

function restart(): void {
  running.stop()
  running = runLane(world, settings)
}

async function signIn(): Promise<void> {
  scan('STAFF-1001')
  running.lane.command({ kind: 'EnterPin', pin: rightPin })
  await world.time.settle()
}

describe('scanning', () => {
  it('starts the sale with the first scan, without a touch', () => {
    scan(water)
    const { screen, basket } = running.lane.view()
    expect(screen.kind).toBe('basket')
    expect(basket).toMatchObject({ pieces: 1, totalMinor: 1_280 })
  })

  it('has each line on disk before any screen shows it', () => {
    running.lane.watch((view) => {
      const scanned = kinds().filter((kind) => kind === 'ItemScanned' || kind === 'QuantityChanged').length
      expect(view.basket?.pieces ?? 0).toBeLessThanOrEqual(scanned)
    })
    for (let times = 0; times < 3; times++) scan(water)
    expect(running.lane.view().basket?.pieces).toBe(3)
  })

  it('shows nothing that the disk refused, and sells nothing more', () => {
    scan(water)
    world.journal.failing = true
    scan(water)
    const view = running.lane.view()
    expect(view.basket?.pieces).toBe(1)
    expect(view.screen).toMatchObject({ kind: 'outOfService', reason: 'diskFailed', detail: 'no space' })
    world.journal.failing = false
    scan(water)
    expect(running.lane.view().basket?.pieces).toBe(1)
  })

  it.each([
    ['6901028075848', 'UnknownCode', '6901028075848'],
    ['6901028075830', 'WrongCheckDigit', null],
    ['hello', 'UnknownCode', null],
    ['6900000000045', 'NotForSale', '6900000000045'],
    ['4011', 'NeedsWeighing', '6900000000038'],
    ['STAFF-9999', 'UnknownBadge', null],
    ['\u001b[2J', 'NotReadable', null],
  ])('says why %j was refused and leaves no line', (text, refusal, code) => {
    scan(text)
    expect(running.lane.view().notice).toMatchObject({ refusal, code })
    expect(running.lane.view().basket).toBeNull()
    expect(kinds()).toContain('ScanRefused')
  })

  it('keeps no text of a scan that it did not understand', () => {
    scan('SECRET-134567890123456789')
    expect(JSON.stringify(world.journal.entries)).not.toContain('1345678')
    expect(JSON.stringify(running.lane.view())).not.toContain('1345678')
  })

  it('says that it saw no code when a scanner sent noise, and writes nothing down', () => {
    scan(water)
    const before = world.journal.entries.length
    running.lane.scanUnreadable()
    expect(running.lane.view().notice?.refusal).toBe('NotReadable')
    expect(world.journal.entries).toHaveLength(before)
  })

  it('comes back after a crash to the basket that was last shown', () => {
    scan(water)
    scan(beerCode)
    const line = running.lane.view().basket?.lines[0]?.lineId ?? ''
    running.lane.command({ kind: 'ChangeQuantity', lineId: line, shown: 1, quantity: 4 })
    const before = running.lane.view().basket
    restart()
    expect(running.lane.view().basket).toEqual(before)
  })

  it('swallows no scan and no touch that a touch on more or fewer crosses', () => {
    scan(water)
    const lineId = running.lane.view().basket?.lines[0]?.lineId ?? ''
    scan(water)
    running.lane.command({ kind: 'ChangeQuantity', lineId, shown: 1, quantity: 2 })
    expect(running.lane.view().basket?.pieces).toBe(3)
    running.lane.command({ kind: 'ChangeQuantity', lineId, shown: 1, quantity: 2 })
    expect(running.lane.view().basket?.pieces).toBe(4)
  })

  it('refuses a quantity that no basket holds and says the most', () => {
    scan(water)
    const lineId = running.lane.view().basket?.lines[0]?.lineId ?? ''
    for (const quantity of [0, -1, 100, 1.5]) {
      running.lane.command({ kind: 'ChangeQuantity', lineId, shown: 1, quantity })
      expect(running.lane.view().notice).toMatchObject({ refusal: 'QuantityOutOfRange', figure: 99 })
    }
    expect(running.lane.view().basket?.pieces).toBe(1)
  })
})

describe('attendant', () => {
  it('is called by an age-restricted item, and nobody pays before the age was seen', async () => {
    scan(beerCode)
    expect(running.lane.view()).toMatchObject({ approvalAge: 18, helpSinceMs: expect.any(Number) })
    await world.time.advance(10)
    running.lane.command({ kind: 'Pay', wallet: 'wechat' })
    expect(running.lane.view().notice).toMatchObject({ refusal: 'NeedsAttendant', figure: 18 })
    await signIn()
    running.lane.command({ kind: 'ApproveAge' })
    expect(running.lane.view()).toMatchObject({ approvalAge: 0, helpSinceMs: null })
  })

  it('takes the restricted lines out when the age is refused', async () => {
    scan(water)
    scan(beerCode)
    await signIn()
    running.lane.command({ kind: 'RefuseAge' })
    expect(running.lane.view().basket?.lines.map((line) => line.gtin)).toEqual([water])
  })

  it('changes a price and voids a line only when signed in', async () => {
    scan(water)
    const lineId = running.lane.view().basket?.lines[0]?.lineId ?? ''
    const cheaper = { kind: 'OverridePrice', lineId, priceMinor: 1_000, reason: 'damaged' } as const
    running.lane.command(cheaper)
    expect(running.lane.view().notice?.refusal).toBe('NotSignedIn')
    await signIn()
    running.lane.command(cheaper)
    expect(running.lane.view().basket).toMatchObject({ totalMinor: 1_000, savedMinor: 280 })
    running.lane.command({ kind: 'VoidLine', lineId, reason: 'other' })
    expect(running.lane.view().basket?.lines).toEqual([])
  })

  it('locks the badge after five wrong PINs, also over a restart', async () => {
    scan('STAFF-1001')
    for (let tries = 4; tries >= 0; tries--) {
      running.lane.command({ kind: 'EnterPin', pin: '0000' })
      await world.time.settle()
      if (tries > 0) {
        expect(running.lane.view().notice).toMatchObject({ refusal: 'WrongPin', figure: tries })
      }
    }
    restart()
    await signIn()
    expect(running.lane.view().attendant).toMatchObject({ kind: 'pin', triesLeft: 0 })
    expect(running.lane.view().notice?.refusal).toBe('PinLocked')
  })

  it('has spent the try before the PIN is checked', () => {
    scan('STAFF-1001')
    running.lane.command({ kind: 'EnterPin', pin: '0000' })
    expect(kinds().at(-1)).toBe('PinTried')
    restart()
    scan('STAFF-1001')
    expect(running.lane.view().attendant).toMatchObject({ kind: 'pin', triesLeft: 4 })
  })

  it('is signed out by a restart', async () => {
    await signIn()
    expect(running.lane.view().attendant.kind).toBe('signedIn')
    restart()
    expect(running.lane.view().attendant.kind).toBe('none')
  })

  it('keeps every PIN out of journal and view', async () => {
    scan('STAFF-1001')
    running.lane.command({ kind: 'EnterPin', pin: '86420975' })
    await world.time.settle()
    expect(JSON.stringify([world.journal.entries, running.lane.view()])).not.toContain('86420975')
  })
})

describe('silence', () => {
  it('asks first and then clears a forgotten basket', async () => {
    scan(water)
    await world.time.advance(91_000)
    expect(running.lane.view()).toMatchObject({
      screen: { kind: 'basket' },
      idleEndsAtMs: expect.any(Number),
    })
    await world.time.advance(30_000)
    expect(running.lane.view().screen.kind).toBe('attract')
    expect(kinds()).toContain('BasketVoided')
  })

  it('stays when somebody says so', async () => {
    scan(water)
    await world.time.advance(91_000)
    running.lane.command({ kind: 'StayLonger' })
    await world.time.advance(60_000)
    expect(running.lane.view().basket?.pieces).toBe(1)
  })

  it('does not take the basket of somebody who waits for the attendant', async () => {
    scan(water)
    running.lane.command({ kind: 'CallHelp' })
    await world.time.advance(3_600_000)
    expect(running.lane.view().basket?.pieces).toBe(1)
  })

  it('gives the next shopper the store language again', async () => {
    running.lane.command({ kind: 'ChooseLanguage', language: 'en' })
    await world.time.advance(31_000)
    expect(running.lane.view().language).toBe('zh-CN')
  })
})

describe('behind the sale', () => {
  it('uploads every fact once the server is there, in order and without a gap', async () => {
    world.server.online = false
    scan(water)
    await world.time.advance(20_000)
    expect(running.lane.view().online).toBe(false)
    world.server.online = true
    await world.time.advance(120_000)
    expect([...world.server.received.values()]).toEqual(world.journal.entries)
    expect(running.lane.view().online).toBe(true)
  })

  it('finds an item by the start of its name', () => {
    running.lane.command({ kind: 'Search', text: 'Spring' })
    expect(running.lane.view().search?.hits.length).toBeGreaterThan(0)
    running.lane.command({ kind: 'Search', text: ' ' })
    expect(running.lane.view().search).toBeNull()
  })

  it('opens the panel for staff only and shows the journal head', async () => {
    running.lane.command({ kind: 'OpenPanel' })
    expect(running.lane.view().panel).toBeNull()
    await signIn()
    running.lane.command({ kind: 'OpenPanel' })
    expect(running.lane.view().panel?.journal.seq).toBe(world.journal.entries.length)
  })

  it.each(['ClosePanel', 'SignOut'] as const)(
    'gathers figures while the panel is open, not after %s',
    async (end) => {
      const devices = vi.spyOn(world.devices, 'status')
      running.lane.watch(() => {})
      await signIn()
      running.lane.command({ kind: 'OpenPanel' })
      await world.time.advance(3_000)
      expect(devices.mock.calls.length).toBeGreaterThanOrEqual(3)
      running.lane.command({ kind: end })
      devices.mockClear()
      await world.time.advance(3_000)
      expect(running.lane.view().panel).toBeNull()
      expect(devices).not.toHaveBeenCalled()
    },
  )

  it('charges what was shown even if the catalogue changes meanwhile', () => {
    scan(water)
    const before = running.lane.view().basket?.totalMinor
    Object.assign(world.catalogue, { byGtin: () => makeItem({ priceMinor: 9_900 }) })
    scan(water)
    const lines = running.lane.view().basket?.lines.map((line) => line.unitMinor)
    expect([before, lines]).toEqual([1_280, [1_280, 9_900]])
  })
})
