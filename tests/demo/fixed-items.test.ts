/** The items that texts, tests and the tour name must be there with the property they are named for. */

import { describe, expect, it } from 'vitest'
import type { Symbology } from '../../domain/code/retail-code.ts'
import { classifyScan } from '../../domain/code/scan.ts'
import type { Item } from '../../domain/item.ts'
import { present } from '../../domain/result.ts'
import { demoItems } from '../../sandbox/demo/catalogue.ts'
import { demoCodes, fixedItems } from '../../sandbox/demo/fixed-items.ts'

const store = [...demoItems({ seed: 20_260, count: 1000 })]

/** Finds an item the way a lane does: classify what was scanned, then look its key up. */
function scanned(text: string, symbology?: Symbology): Item {
  const read = classifyScan({ text, source: 'serial', symbology })
  const found = store.find(({ item, aliases }) => {
    if (read.kind === 'item') return item.gtin === read.gtin
    return read.kind === 'alias' && aliases.includes(read.code)
  })
  return present(found, `${text} is in the demo store`).item
}

describe('the fixed demo items', () => {
  it('sell the crackers of the README for ¥12.80 to anyone', () => {
    const { priceMinor, forSale, minimumAge, weighed } = scanned('6901028075831')
    expect({ priceMinor, forSale, minimumAge, weighed }).toEqual({
      priceMinor: 1280,
      forSale: true,
      minimumAge: 0,
      weighed: false,
    })
    expect(demoCodes.crackers).toBe('6901028075831')
  })

  it('ask for the age of who buys the beer', () => {
    expect(scanned(demoCodes.beer)).toMatchObject({ minimumAge: 18, department: 'alcohol', forSale: true })
  })

  it('find the bananas by barcode and by number, and weigh them', () => {
    expect(scanned(demoCodes.bananas).weighed).toBe(true)
    expect(scanned(demoCodes.bananasPlu)).toEqual(scanned(demoCodes.bananas))
  })

  it('know the withdrawn item but do not sell it', () => {
    expect(scanned(demoCodes.withdrawn).forSale).toBe(false)
  })

  it('have a name of exactly sixty Chinese characters, and a longer English one', () => {
    const { names } = scanned(demoCodes.longName)
    expect([...names['zh-CN']]).toHaveLength(60)
    expect(names.en.length).toBeGreaterThanOrEqual(60)
  })

  it('have a pack with eight digits only', () => {
    expect(demoCodes.chewingGum).toHaveLength(8)
    expect(scanned(demoCodes.chewingGum, 'ean8').gtin).toBe(`000000${demoCodes.chewingGum}`)
  })

  it('find one item by UPC-A and by its zero-suppressed UPC-E', () => {
    expect(scanned(demoCodes.mapleCandyUpcE, 'upce')).toEqual(scanned(demoCodes.mapleCandyUpcA, 'upca'))
  })

  it('are the only ones that cannot be bought freely where they say so', () => {
    const free = fixedItems.filter(({ item }) => item.forSale && item.minimumAge === 0 && !item.weighed)
    expect(free).toHaveLength(7)
    expect(fixedItems.every(({ stock }) => stock > 0)).toBe(true)
  })
})
