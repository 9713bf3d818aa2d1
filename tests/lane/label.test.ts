/**
 * Labels that speak of their own pack: weight and price become the line's, a date that has passed stops the sale, a
 * number that was scanned is not sold twice, and a label cannot make goods sold by the piece cheaper.
 */

import { beforeEach, describe, expect, it } from 'vitest'
import { checkDigit } from '../../domain/code/retail-code.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { apples, type FakeWorld, makeItem, makeWorld } from '../support/fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }

let world: FakeWorld
let running: RunningLane

beforeEach(() => {
  world = makeWorld()
  running = runLane(world, settings)
})

const withCheckDigit = (body: string): string => body + checkDigit(body)

/** A label of the produce scale: item 4011, 450 g, or 12.80 for the pack. */
const weightLabel = withCheckDigit('220401100450')
const priceLabel = withCheckDigit('210401101280')

const scan = (text: string, aim?: string) => running.lane.scan({ text, source: 'serial', aim })
const lines = () => running.lane.view().basket?.lines ?? []
const notice = () => running.lane.view().notice?.refusal
const water = makeItem().gtin

describe('labels of the scale', () => {
  it('sells a weight at the price of a kilogram', () => {
    scan(weightLabel)
    expect(lines()).toMatchObject([
      { gtin: apples.gtin.slice(1), weightGrams: 450, unitMinor: 1_280, totalMinor: 576, isOnePack: true },
    ])
  })

  it('sells a pack at the price on its label', () => {
    scan(priceLabel)
    expect(lines()).toMatchObject([
      { weightGrams: null, unitMinor: 1_280, totalMinor: 1_280, isOnePack: true },
    ])
  })

  it('makes two lines of two packs, even of the same weight', () => {
    scan(weightLabel)
    scan(weightLabel)
    expect(lines()).toHaveLength(2)
  })

  it('never counts one pack up', () => {
    scan(weightLabel)
    running.lane.command({ kind: 'ChangeQuantity', lineId: lines()[0]?.lineId ?? '', shown: 1, quantity: 2 })
    expect(notice()).toBe('FixedQuantity')
    expect(running.lane.view().basket?.totalMinor).toBe(576)
  })

  it('comes back after a crash with the same weight and price', () => {
    scan(weightLabel)
    const before = running.lane.view().basket
    running.stop()
    running = runLane(world, settings)
    expect(running.lane.view().basket).toEqual(before)
  })

  it('does not know a label of an item that the catalogue lacks', () => {
    scan(withCheckDigit('229999900450'))
    expect(notice()).toBe('UnknownCode')
    expect(lines()).toEqual([])
  })
})

describe('labels by the GS1 standard', () => {
  const gs1 = (elements: string) => scan(elements, ']d2')

  it.each([
    ['261121', true],
    ['261122', false],
    ['261100', false],
  ])('with the last day %s is past its date: %s', (date, isPast) => {
    gs1(`01${water}17${date}`)
    expect(notice()).toBe(isPast ? 'Expired' : undefined)
    expect(lines()).toHaveLength(isPast ? 0 : 1)
  })

  it('records what expired, so that the shelf is found', () => {
    gs1(`01${water}17200101`)
    expect(world.journal.entries.at(-1)?.fact).toEqual({ kind: 'ScanRefused', why: 'Expired', gtin: water })
  })

  it('sells a numbered pack once, and the next of another number beside it', () => {
    gs1(`01${water}21A1`)
    gs1(`01${water}21A1`)
    expect(notice()).toBe('AlreadyScanned')
    gs1(`01${water}21A2`)
    expect(lines()).toHaveLength(2)
  })

  it('sells the same number again once its line was taken out', () => {
    gs1(`01${water}21A1`)
    running.lane.command({ kind: 'RemoveLine', lineId: lines()[0]?.lineId ?? '' })
    gs1(`01${water}21A1`)
    expect(lines()).toHaveLength(1)
  })

  it('prices a weight given to the gram', () => {
    gs1(`01${apples.gtin}3103000450`)
    expect(lines()).toMatchObject([{ weightGrams: 450, totalMinor: 576 }])
  })

  it('takes the price of a pack in the digits of the store’s own currency', () => {
    gs1(`01${apples.gtin}31030004503922000987`)
    expect(lines()).toMatchObject([{ totalMinor: 987 }])
  })

  it('cannot make goods sold by the piece cheaper', () => {
    gs1(`01${water}3922000001`)
    gs1(`01${water}3103000001`)
    expect(lines().every(({ unitMinor, weightGrams }) => unitMinor === 1_280 && weightGrams === null)).toBe(
      true,
    )
  })
})
