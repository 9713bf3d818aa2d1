/** The words of the demo store must be rich enough to look real and must not trip over one another. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classifyScan } from '../../domain/code/scan.ts'
import { departments } from '../../domain/item.ts'
import { scatteredPermutation } from '../../sandbox/demo/permutation.ts'
import { customaryPrice } from '../../sandbox/demo/price.ts'
import { seededRandom } from '../../sandbox/demo/random.ts'
import { shelves } from '../../sandbox/demo/shelves/all.ts'
import { badgeCode, demoLanes, demoStaff, demoStore } from '../../sandbox/demo/store.ts'
import { grams, makers, named, pieces, words } from '../../sandbox/demo/vocabulary.ts'

const allShelves = departments.map((department) => shelves[department])
const allMakers = allShelves.flatMap((shelf) => shelf.makers)

describe('the vocabulary of the demo store', () => {
  it('puts at least fifteen products of several variants and sizes on every shelf', () => {
    for (const { department, products } of allShelves) {
      expect(products.length, department).toBeGreaterThanOrEqual(15)
      for (const [zh, en, priceMinor, sizes, variants] of products) {
        expect(zh.length * en.length * sizes.length * variants.length, `${department} ${en}`).toBeGreaterThan(
          0,
        )
        expect(priceMinor, en).toBeGreaterThan(0)
      }
    }
  })

  it('has shelves that say the department they stand in', () => {
    expect(allShelves.map(({ department }) => department)).toEqual([...departments])
  })

  it('knows at least sixty brands', () => {
    expect(new Set(allMakers.map(({ zh }) => zh)).size).toBeGreaterThanOrEqual(60)
  })

  it('gives no company prefix to two brands', () => {
    const brandByPrefix = new Map(allMakers.map(({ prefix, zh }) => [prefix, zh]))
    for (const { prefix, zh } of allMakers) expect(brandByPrefix.get(prefix), prefix).toBe(zh)
  })

  it('writes Chinese words in Chinese and English words without any', () => {
    const han = /\p{Script=Han}/u
    for (const [zh, en, , , variants] of allShelves.flatMap(({ products }) => products)) {
      expect(han.test(zh), zh).toBe(true)
      expect([en, ...variants.map((variant) => variant.en)].filter((word) => han.test(word))).toEqual([])
    }
  })

  it('refuses words and makers that are not written in its notation', () => {
    expect(() => words('原味')).toThrow('原味')
    expect(() => makers('云麓 Yunlu 690')).toThrow('云麓')
  })

  it('reads contents in the unit a pack would use', () => {
    expect(grams(500, 250, 1500).map(({ zh, en, factor }) => [zh, en, factor])).toEqual([
      ['250g', '250 g', 0.5],
      ['1.5kg', '1.5 kg', 3],
    ])
    expect(pieces('片', 'pcs', 10, 1).map(({ en, factor }) => [en, factor])).toEqual([
      ['10 pcs', 1],
      ['1 pc', 0.1],
    ])
    expect(named('小号 Extra Small 0.8')).toEqual([
      { zh: '小号', en: 'Extra Small', factor: 0.8, soldBy: 'pack' },
    ])
  })
})

describe('chance in the demo store', () => {
  it('never meets a place twice before all have been met', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 3000 }), (seed, size) => {
        const order = scatteredPermutation(seededRandom(seed), size)
        const places = new Set(Array.from({ length: size }, (_, step) => order(step)))
        expect(places.size).toBe(size)
        expect(Math.max(...places)).toBe(size - 1)
      }),
    )
  })

  it('stays within its range and does not lean to one side', () => {
    const random = seededRandom(1)
    const drawn = Array.from({ length: 100_000 }, random)
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(drawn.reduce((sum, value) => sum + value, 0) / drawn.length).toBeCloseTo(0.5, 2)
  })

  it('moves a price to its customary neighbour by no more than a quarter of its step', () => {
    fc.assert(
      fc.property(fc.double({ min: 200, max: 9000, noNaN: true }), (amount) => {
        const price = customaryPrice(amount)
        expect(Number.isInteger(price)).toBe(true)
        expect(Math.abs(price - amount)).toBeLessThanOrEqual(25)
      }),
    )
  })
})

describe('the people and places of the demo store', () => {
  it('give every badge a code that a scan takes for that badge', () => {
    for (const staff of demoStaff) {
      expect(classifyScan({ text: badgeCode(staff), source: 'serial' })).toEqual({
        kind: 'badge',
        badge: staff.badge,
      })
    }
  })

  it('give no two lanes or people the same name or number', () => {
    expect(new Set(demoLanes.map(({ laneId }) => laneId)).size).toBe(demoLanes.length)
    expect(new Set(demoStaff.map(({ badge }) => badge)).size).toBe(demoStaff.length)
    expect(demoStaff.every(({ pin }) => /^\d{4,8}$/.test(pin))).toBe(true)
  })

  it('let the store be named in both languages', () => {
    expect(Object.values(demoStore.names).every((name) => name.length > 0)).toBe(true)
  })
})
