/** The demo supermarket must be one that the product's own walls accept, and the same on every machine. */

import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parseRetailCode, shownGtin } from '../../domain/code/retail-code.ts'
import { classifyScan } from '../../domain/code/scan.ts'
import { type Department, departments, itemSchema } from '../../domain/item.ts'
import { present } from '../../domain/result.ts'
import { demoItems, demoItemsDefault, demoItemsMax } from '../../sandbox/demo/catalogue.ts'
import type { DemoItem } from '../../sandbox/demo/demo-item.ts'

const many = 200_000

function hashOf(items: Iterable<DemoItem>): string {
  const hash = createHash('sha256')
  for (const item of items) hash.update(JSON.stringify(item))
  return hash.digest('hex')
}

const store: readonly DemoItem[] = [...demoItems({ seed: 1, count: demoItemsDefault })]

const countOf = (wanted: (demo: DemoItem) => boolean): number => store.filter(wanted).length

const inDepartment = (department: Department): readonly DemoItem[] =>
  store.filter(({ item }) => item.department === department)

describe('codes of the demo catalogue', () => {
  it('never repeats a GTIN or holds one with a wrong check digit, over 200,000 items', () => {
    const seen = new Set<string>()
    for (const { item } of demoItems({ seed: 2, count: many })) {
      seen.add(item.gtin)
      const read = parseRetailCode(shownGtin(item.gtin))
      if (!read.ok || read.value !== item.gtin) expect.fail(`${item.gtin} is not a retail code`)
    }
    expect(seen.size).toBe(many)
  })

  it('never gives one short number to two items, nor one that a scanner would take for something else', () => {
    const seen = new Set<string>()
    let issued = 0
    for (const { aliases } of demoItems({ seed: 3, count: many })) {
      for (const code of aliases) {
        issued++
        seen.add(code)
        if (classifyScan({ text: code, source: 'keyed' }).kind !== 'alias') expect.fail(`${code} is no alias`)
      }
    }
    expect(issued).toBeGreaterThan(1000)
    expect(seen.size).toBe(issued)
  })

  it('leaves nothing sold by weight without a number to key in', () => {
    expect(store.filter(({ item, aliases }) => item.weighed && aliases.length === 0)).toEqual([])
  })

  it('carries Chinese, imported, short and North American codes as a real shelf does', () => {
    const share = (wanted: RegExp): number => countOf(({ item }) => wanted.test(item.gtin)) / store.length
    expect(share(/^069/)).toBeGreaterThan(0.6)
    expect(share(/^0(40|45|49|50|76|80|88|93)/)).toBeGreaterThan(0.1)
    expect(share(/^000000/)).toBeGreaterThan(0.003)
    expect(share(/^00(?!0000)/)).toBeGreaterThan(0.005)
  })
})

describe('items of the demo catalogue', () => {
  it('holds no item that the wire would refuse', () => {
    for (const { item } of store) v.assert(itemSchema, item)
    expect(store).toHaveLength(demoItemsDefault)
  })

  it('leaves no name empty, padded or overlong in either language, over 200,000 items', () => {
    for (const { item } of demoItems({ seed: 4, count: many })) {
      for (const name of Object.values(item.names)) {
        if (name.length === 0 || name.length > 200 || /^\s|\s\s|\s$|undefined/.test(name)) expect.fail(name)
      }
    }
  })

  it('has both very short and very long names for the screens to bear', () => {
    expect(countOf(({ item }) => item.names['zh-CN'].length <= 4)).toBeGreaterThan(5)
    expect(countOf(({ item }) => item.names['zh-CN'].length >= 60)).toBeGreaterThan(20)
  })

  it('seldom gives two items one name', () => {
    const names = new Set(store.map(({ item }) => item.names['zh-CN']))
    expect(names.size / store.length).toBeGreaterThan(0.99)
  })

  it('fills every department, none of them beyond a fifth of the store', () => {
    for (const department of departments) {
      const share = inDepartment(department).length / store.length
      expect(share, department).toBeGreaterThan(0.005)
      expect(share, department).toBeLessThan(0.2)
    }
  })

  it('sells no alcohol and no tobacco to children, and everything else to everyone', () => {
    for (const { item } of store) {
      const restricted = item.department === 'alcohol' || item.department === 'tobacco'
      if (item.minimumAge !== (restricted ? 18 : 0)) expect.fail(item.names.en)
    }
  })

  it('weighs fresh goods only', () => {
    const fresh: readonly Department[] = ['produce', 'meat', 'seafood']
    expect(countOf(({ item }) => item.weighed && !fresh.includes(item.department))).toBe(0)
    for (const department of fresh) {
      expect(inDepartment(department).filter(({ item }) => item.weighed).length).toBeGreaterThan(10)
    }
  })

  it('knows no tax rate but those of Chinese retail', () => {
    expect(new Set(store.map(({ item }) => item.taxBasisPoints))).toEqual(new Set([0, 900, 1300]))
  })

  it('has about one in a hundred items not for sale and some out of stock', () => {
    const withdrawn = countOf(({ item }) => !item.forSale) / store.length
    expect(withdrawn).toBeGreaterThan(0.005)
    expect(withdrawn).toBeLessThan(0.02)
    expect(countOf(({ stock }) => stock === 0)).toBeGreaterThan(100)
    expect(countOf(({ stock }) => !Number.isInteger(stock) || stock < 0)).toBe(0)
  })
})

/** Cheapest and dearest price in fen that a person would believe. */
const believable: Readonly<Record<Department, readonly [number, number]>> = {
  produce: [50, 15_000],
  meat: [400, 30_000],
  seafood: [300, 30_000],
  dairy: [100, 15_000],
  bakery: [150, 40_000],
  frozen: [200, 15_000],
  staples: [50, 80_000],
  snacks: [100, 30_000],
  sweets: [50, 40_000],
  drinks: [50, 80_000],
  alcohol: [200, 300_000],
  tobacco: [300, 120_000],
  household: [80, 30_000],
  care: [150, 60_000],
  baby: [300, 80_000],
  pet: [100, 80_000],
  stationery: [50, 60_000],
  home: [300, 80_000],
}

describe('prices of the demo catalogue', () => {
  it('asks for nothing a price outside its department', () => {
    for (const { item } of store) {
      const [cheapest, dearest] = believable[item.department]
      if (item.priceMinor < cheapest || item.priceMinor > dearest) {
        expect.fail(`${item.names.en} for ${item.priceMinor} fen`)
      }
    }
  })

  it('ends every price as a shop writes it', () => {
    for (const { item } of store) {
      const { priceMinor } = item
      const customary = priceMinor < 200 ? priceMinor % 10 === 0 : [0, 50, 80, 90].includes(priceMinor % 100)
      if (!customary) expect.fail(`${item.names.en} for ${priceMinor} fen`)
    }
  })

  it('lets no larger pack of the same thing be dearer by the litre on the whole', () => {
    const milk = store.filter(({ item }) => / UHT Milk (250 ml|1 L)$/.test(item.names.en))
    const perLitre = (size: string, litres: number): number => {
      const prices = milk
        .filter(({ item }) => item.names.en.endsWith(size))
        .map(({ item }) => item.priceMinor)
      return (
        prices.reduce((sum, each) => sum + each, 0) / present(prices.length || undefined, 'milk') / litres
      )
    }
    expect(perLitre('1 L', 1)).toBeLessThan(perLitre('250 ml', 0.25))
  })
})

describe('the seed of the demo catalogue', () => {
  it('gives the same bytes again, and others for another seed', () => {
    const first = hashOf(demoItems({ seed: 7, count: 5000 }))
    expect(hashOf(demoItems({ seed: 7, count: 5000 }))).toBe(first)
    expect(hashOf(demoItems({ seed: 8, count: 5000 }))).not.toBe(first)
  })

  it('does not change what comes first when more is asked for', () => {
    const few = [...demoItems({ seed: 9, count: 300 })]
    const more = demoItems({ seed: 9, count: 3000 })
    expect(Array.from({ length: 300 }, () => more.next().value)).toEqual(few)
  })

  it('stops at the asked number, be it nothing or less than the fixed items', () => {
    for (const count of [0, 1, 3, 8]) expect([...demoItems({ seed: 1, count })]).toHaveLength(count)
  })

  it('refuses a catalogue beyond its bounds', () => {
    for (const count of [-1, 1.5, demoItemsMax + 1]) {
      expect(() => demoItems({ seed: 1, count }).next()).toThrow('bounded')
    }
  })
})
