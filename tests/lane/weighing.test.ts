/**
 * The weigh step on a lane: however the item came in, nothing is sold but what lay still and was shown; whatever
 * happens in between, the basket stays and the step comes back.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import { checkDigit } from '../../domain/code/retail-code.ts'
import type { LaneView } from '../../domain/contract/view.ts'
import type { ScaleReading } from '../../domain/sale/weighing.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { idleEmptyMs, idleWarningMs } from '../../lane/idle.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { apples, type FakeWorld, makeItem, makeWorld } from '../support/fake-lane.ts'
import { FakeScale } from '../support/fake-scale.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const water = makeItem().gtin.slice(1)
const body = '220401100450'
const label = body + checkDigit(body)

let world: FakeWorld
let scale: FakeScale
let running: RunningLane

const start = (): RunningLane => runLane({ ...world, scale }, settings)

beforeEach(() => {
  world = makeWorld()
  scale = new FakeScale()
  running = start()
})

const view = (): LaneView => running.lane.view()
const scan = (text: string, source: 'serial' | 'camera' | 'keyed' = 'serial') =>
  running.lane.scan({ text, source })
const send = (command: Parameters<typeof running.lane.command>[0]) => running.lane.command(command)
const lines = () => view().basket?.lines ?? []
const factKinds = () => world.journal.entries.map(({ fact }) => fact.kind)

function lay(says: ScaleReading): void {
  scale.says = says
  running.lane.weightHeard()
}

const layGrams = (grams: number): void => lay({ kind: 'stable', grams })

describe('an item sold by weight, without one', () => {
  it.each([
    ['at the scanner', apples.gtin.slice(1), 'serial'],
    ['at the camera', apples.gtin.slice(1), 'camera'],
    ['by its short number', '4011', 'keyed'],
  ] as const)('%s asks for its weight', (_, code, source) => {
    scan(code, source)
    expect(view().screen).toMatchObject({
      kind: 'weighing',
      names: apples.names,
      unitMinor: 1_280,
      state: 'empty',
    })
    expect(lines()).toEqual([])
  })

  it('shows weight and price as they come, and sells what was agreed to', () => {
    scan('4011')
    lay({ kind: 'moving', grams: 318 })
    expect(view().screen).toMatchObject({ state: 'moving', grams: 318, amountMinor: 407 })
    layGrams(732)
    expect(view().screen).toMatchObject({ state: 'steady', grams: 732, amountMinor: 937 })
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(view().screen.kind).toBe('basket')
    expect(lines()).toMatchObject([{ weightGrams: 732, totalMinor: 937, isOnePack: true }])
    expect(world.journal.entries.at(-1)?.fact).toMatchObject({
      kind: 'ItemScanned',
      pack: { weightGrams: 732, weightSource: 'scale' },
    })
  })

  it('is sold with no server in reach', async () => {
    world.server.online = false
    scan('4011')
    layGrams(732)
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(lines()).toHaveLength(1)
  })

  it('is sent to the scale on the shop floor where the lane has none', () => {
    running.stop()
    running = runLane(makeWorld(), settings)
    scan('4011')
    expect(view()).toMatchObject({ screen: { kind: 'attract' }, notice: { refusal: 'NeedsWeighing' } })
  })
})

describe('a weight that changes under the finger', () => {
  it('is not the one that is sold', () => {
    scan('4011')
    layGrams(732)
    scale.says = { kind: 'stable', grams: 1_464 }
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(view()).toMatchObject({
      screen: { kind: 'weighing', grams: 1_464 },
      notice: { refusal: 'WeightNotSteady' },
    })
    expect(lines()).toEqual([])
  })

  it.each<[string, ScaleReading]>([
    ['moves', { kind: 'moving', grams: 732 }],
    ['is gone with the scale', { kind: 'lost' }],
    ['is lifted', { kind: 'stable', grams: 0 }],
  ])('and %s leaves the question standing', (_, says) => {
    scan('4011')
    layGrams(732)
    scale.says = says
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(view().screen.kind).toBe('weighing')
    expect(factKinds()).not.toContain('ItemScanned')
  })
})

describe('a load that was sold', () => {
  beforeEach(() => {
    scan('4011')
    layGrams(732)
    send({ kind: 'TakeWeight', weightGrams: 732 })
    scan('4011')
  })

  it('is not sold again before it has left the plate', () => {
    expect(view().screen).toMatchObject({ kind: 'weighing', state: 'notCleared', grams: null })
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(lines()).toHaveLength(1)
    layGrams(0)
    layGrams(500)
    send({ kind: 'TakeWeight', weightGrams: 500 })
    expect(lines().map(({ weightGrams }) => weightGrams)).toEqual([732, 500])
  })

  it('is not sold again after a crash either', () => {
    running.stop()
    running = start()
    expect(view().screen).toMatchObject({ state: 'notCleared' })
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(lines()).toHaveLength(1)
  })
})

describe('a crash in the weigh step', () => {
  it('comes back to the same question, with the basket as it was', () => {
    scan(water)
    scan('4011')
    layGrams(732)
    const { basket } = view()
    running.stop()
    running = start()
    expect(view()).toMatchObject({ screen: { kind: 'weighing', names: apples.names, grams: 732 }, basket })
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(lines()).toHaveLength(2)
  })

  it('that finds no scale any more says so, and lets the item be left out', () => {
    scan(water)
    scan('4011')
    running.stop()
    running = runLane(world, settings)
    expect(view().screen).toMatchObject({ kind: 'weighing', state: 'lost' })
    send({ kind: 'CancelWeighing' })
    expect(view()).toMatchObject({ screen: { kind: 'basket' }, basket: { pieces: 1 } })
  })
})

describe('another scan in the weigh step', () => {
  beforeEach(() => {
    scan(water)
    scan('4011')
  })

  it('of another item is refused with a sentence, and nothing is lost', () => {
    scan(water)
    expect(view()).toMatchObject({
      screen: { kind: 'weighing' },
      basket: { pieces: 1 },
      notice: { refusal: 'WeighingInProgress' },
    })
  })

  it('of the same item is no refusal and no second question', () => {
    const facts = world.journal.entries.length
    scan('4011')
    expect(view()).toMatchObject({ screen: { kind: 'weighing' }, notice: null })
    expect(world.journal.entries).toHaveLength(facts)
  })

  it('of a label that tells the weight of the very item sells that, and asks no more', () => {
    scan(label)
    expect(view()).toMatchObject({ screen: { kind: 'basket' }, notice: null })
    expect(lines()[1]).toMatchObject({ weightGrams: 450, totalMinor: 576 })
  })

  it('of a badge lets the attendant in', () => {
    scan('STAFF-1001')
    expect(view()).toMatchObject({ attendant: { kind: 'pin' }, screen: { kind: 'weighing' } })
  })

  it('is taken once the item is left out', () => {
    send({ kind: 'CancelWeighing' })
    scan(label)
    expect(lines()).toHaveLength(2)
  })
})

describe('a scale that is lost in the weigh step', () => {
  it('is said, help can be called, and it goes on when it is back', () => {
    scan('4011')
    lay({ kind: 'lost' })
    expect(view().screen).toMatchObject({ state: 'lost', grams: null, amountMinor: null })
    send({ kind: 'CallHelp' })
    expect(view().helpSinceMs).not.toBeNull()
    layGrams(732)
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(lines()).toHaveLength(1)
  })
})

describe('nobody at the scale', () => {
  it('is asked for and then clears the way, whatever a trembling scale says', async () => {
    scan('4011')
    for (let waitedMs = 0; waitedMs < idleEmptyMs; waitedMs += 1_000) {
      await world.time.advance(1_000)
      layGrams(waitedMs % 2_000 === 0 ? 500 : 502)
    }
    await world.time.advance(1_000)
    expect(view().idleEndsAtMs).not.toBeNull()
    await world.time.advance(idleWarningMs)
    expect(view().screen.kind).toBe('attract')
  })

  it('is not asked of someone who lays goods on it', async () => {
    scan('4011')
    await world.time.advance(idleEmptyMs - 1)
    layGrams(732)
    await world.time.advance(idleEmptyMs - 1)
    expect(view()).toMatchObject({ idleEndsAtMs: null, screen: { kind: 'weighing' } })
  })
})

describe('a scale outside the weigh step', () => {
  it('paints nothing anew, and takes no weight', () => {
    scan(water)
    const { revision } = view()
    layGrams(732)
    expect(view().revision).toBe(revision)
    send({ kind: 'TakeWeight', weightGrams: 732 })
    expect(view()).toMatchObject({ basket: { pieces: 1 }, notice: { refusal: 'NoWeighing' } })
  })
})
