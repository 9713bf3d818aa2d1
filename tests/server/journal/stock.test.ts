/** What leaves the stock with a sold line: a pack of 732 g that takes one gram, or as many as there are pieces. */

import { expect, test } from 'vitest'
import type { Line } from '../../../domain/basket.ts'
import { stockTaken } from '../../../src-server/journal/stock.ts'
import { apples, makeItem } from '../../support/fake-lane.ts'

const taken = (changes: Partial<Line>): number =>
  stockTaken({ lineId: 'a', item: apples, quantity: 1, source: 'serial', ...changes })

test('goods by the piece that leave by weight, or the other way about', () => {
  expect(taken({ item: makeItem(), quantity: 3 })).toBe(3)
  expect(taken({ pack: { weightGrams: 732, weightSource: 'scale' } })).toBe(732)
  expect(taken({ pack: { weightGrams: 450, priceMinor: 999 } })).toBe(450)
})

test('a pack whose label names only its price that leaves no gram', () => {
  expect(taken({ pack: { priceMinor: 1_280 } })).toBe(1_000)
  expect(taken({ pack: { priceMinor: 576 } })).toBe(450)
  expect(taken({ item: { ...apples, priceMinor: 0 }, pack: { priceMinor: 576 } })).toBe(0)
})
