/** Pricing: what the shopper sees sums to the unit, whatever is sold by the piece, by weight or by its label. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyBasket, type Line, withLine } from '../../domain/basket.ts'
import { weighedPrice } from '../../domain/money.ts'
import { priceBasket } from '../../domain/pricing.ts'
import { formatKilograms } from '../../domain/weight.ts'
import { makeItem } from '../support/fake-lane.ts'

const price = fc.integer({ min: 0, max: 99_999_999 })
const line = (changes: Partial<Line>): Line => ({
  lineId: 'a',
  item: makeItem({ weighed: true, priceMinor: 2_580 }),
  quantity: 1,
  source: 'serial',
  ...changes,
})
const priced = (changes: Partial<Line>) => priceBasket(withLine(emptyBasket, line(changes))).lines[0]

describe('pricing', () => {
  it('rounds a weight once, half away from zero, as exact arithmetic does', () => {
    fc.assert(
      fc.property(price, fc.integer({ min: 1, max: 99_999 }), (perKilogram, grams) => {
        const exact = (BigInt(perKilogram) * BigInt(grams) * 2n + 1_000n) / 2_000n
        expect(weighedPrice(perKilogram, grams)).toBe(Number(exact))
      }),
    )
  })

  it('takes the price on a label for the whole pack, whatever it weighs', () => {
    expect(priced({ pack: { weightGrams: 450, priceMinor: 999 } })).toMatchObject({
      unitMinor: 999,
      totalMinor: 999,
      savedMinor: 0,
    })
  })

  it('shows what an override of a kilogram’s price saved on this pack', () => {
    const override = { priceMinor: 2_000, reason: 'damaged', badge: '1001' }
    expect(priced({ pack: { weightGrams: 500 }, override })).toMatchObject({
      totalMinor: 1_000,
      savedMinor: 290,
    })
  })

  it('writes kilograms to the gram', () => {
    expect([1, 450, 12_345].map(formatKilograms)).toEqual(['0.001', '0.450', '12.345'])
  })
})
