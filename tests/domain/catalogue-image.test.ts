/** What packing must never do: change an item, or make one out of something else. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  packItem,
  searchQuery,
  searchTextMax,
  searchWordsMax,
  unpackItem,
} from '../../domain/catalogue-image.ts'
import { departments, type Item } from '../../domain/item.ts'
import { unitPriceMinorMax } from '../../domain/money.ts'

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })

const anyItem: fc.Arbitrary<Item> = fc.record({
  gtin: fc.stringMatching(/^\d{14}$/),
  names: fc.record({ 'zh-CN': name, en: name }),
  department: fc.constantFrom(...departments),
  priceMinor: fc.integer({ min: 0, max: unitPriceMinorMax }),
  taxBasisPoints: fc.integer({ min: 0, max: 10_000 }),
  minimumAge: fc.integer({ min: 0, max: 99 }),
  weighed: fc.boolean(),
  forSale: fc.boolean(),
})

describe('a packed item', () => {
  it('unpacks to itself', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        expect(unpackItem(item.gtin, packItem(item))).toEqual(item)
      }),
    )
  })

  it('is nothing at all when a byte of it is cut or anything else stands there', () => {
    fc.assert(
      fc.property(anyItem, fc.nat(), (item, cut) => {
        const packed = packItem(item)
        expect(unpackItem(item.gtin, packed.slice(0, cut % packed.length))).toBeUndefined()
      }),
    )
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(unpackItem('00000000000017', json)).toBeUndefined()
      }),
    )
  })
})

describe('a search query', () => {
  it.each([
    ['可口可乐', '"可 口 可 乐"'],
    ['Coca cola', '"Coca"* "cola"*'],
    ['苹果juice', '"苹 果" "juice"*'],
    ['a 5', '"a" "5"'],
    ['"cola" OR', '"cola"* "OR"*'],
    ['ＣＯＬＡ', '"COLA"*'],
    ['-- * ()', undefined],
    ['', undefined],
  ])('for %j is %j', (typed, expected) => {
    expect(searchQuery(typed)).toBe(expected)
  })

  it('is bounded, and holds nothing but quoted words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3 * searchTextMax }), (typed) => {
        const terms = (searchQuery(typed) ?? '').match(/"[^"]*"\*?/g) ?? []
        expect(terms.length).toBeLessThanOrEqual(searchWordsMax)
        expect(terms.join(' ')).toBe(searchQuery(typed) ?? '')
      }),
    )
  })
})
