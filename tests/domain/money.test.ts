/** Money: rounding and tax against exact arithmetic on whole numbers of any size. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountMinorMax, divideRounded, formatAmount, formatMoney, taxIncluded } from '../../domain/money.ts'

/** Half away from zero, by exact integers. */
function exactly(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = (2n * magnitude + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

const amount = fc.integer({ min: -amountMinorMax, max: amountMinorMax })
const rate = fc.integer({ min: 0, max: 10_000 })

describe('money', () => {
  it('rounds a division half away from zero, as exact arithmetic does', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 1_000_000 }), (numerator, denominator) => {
        const expected = Number(exactly(BigInt(numerator), BigInt(denominator)))
        expect(divideRounded(numerator, denominator)).toBe(expected)
      }),
    )
  })

  it('finds the contained tax to the unit, even of the largest amount', () => {
    fc.assert(
      fc.property(amount, rate, (gross, basisPoints) => {
        const expected = exactly(BigInt(gross) * BigInt(basisPoints), BigInt(10_000 + basisPoints))
        expect(taxIncluded(gross, basisPoints)).toBe(Number(expected))
      }),
    )
  })

  it('takes 13 % out of 113.00 as 13.00', () => {
    expect(taxIncluded(11_300, 1_300)).toBe(1_300)
  })

  it('writes an amount that reads back as the same number of minor units', () => {
    fc.assert(
      fc.property(amount, (minor) => {
        expect(Number(formatAmount(minor, 'CNY').replace('.', ''))).toBe(minor)
      }),
    )
  })

  it('writes cents with their leading zero, and yen without any', () => {
    expect([formatAmount(5, 'CNY'), formatAmount(-105, 'EUR'), formatAmount(5, 'JPY')]).toEqual([
      '0.05',
      '-1.05',
      '5',
    ])
    expect([formatMoney(12_840, 'CNY'), formatMoney(-500, 'CNY')]).toEqual(['¥128.40', '-¥5.00'])
  })

  it('sets thousands apart where people read them, and never behind the point', () => {
    const shown = [99_999, 100_000, 123_456_789, -1_234_500].map((minor) => formatMoney(minor, 'CNY'))
    expect(shown).toEqual(['¥999.99', '¥1,000.00', '¥1,234,567.89', '-¥12,345.00'])
    expect(formatMoney(1_234_567, 'JPY')).toBe('¥1,234,567')
    expect(formatAmount(123_456_789, 'CNY')).toBe('1234567.89')
  })

  it('stops at a fraction instead of carrying it on', () => {
    expect(() => taxIncluded(0.5, 1_300)).toThrow('integer minor units')
    expect(() => formatAmount(Number.NaN, 'CNY')).toThrow('integer minor units')
  })
})
