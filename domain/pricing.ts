/**
 * Prices a basket: what each line costs, what the whole costs, and the tax contained by rate.
 * Prices include tax. What the shopper sees must sum, so the sums are asserted after every pricing.
 */

import { type Basket, type Line, pricedGrams } from './basket.ts'
import { isAmountMinor, markedDown, taxIncluded, weighedPrice } from './money.ts'
import { assert } from './result.ts'

export interface PricedLine {
  readonly line: Line
  /** The catalogue's price, or the label's: of one, of a kilogram, or of the pack. */
  readonly listMinor: number
  readonly unitMinor: number
  readonly totalMinor: number
  /** What an override or a markdown took off the catalogue's price, over the whole quantity; never below 0. */
  readonly savedMinor: number
}

export interface TaxShare {
  readonly taxBasisPoints: number
  readonly grossMinor: number
  readonly taxMinor: number
  readonly netMinor: number
}

export interface PricedBasket {
  readonly lines: readonly PricedLine[]
  readonly pieces: number
  readonly totalMinor: number
  readonly savedMinor: number
  /** One entry a rate, lowest rate first. */
  readonly taxes: readonly TaxShare[]
}

/** What the line costs at this unit price: by weight, unless the label names the price of the whole pack. */
function amountOf(line: Line, unitMinor: number): number {
  const grams = pricedGrams(line)
  return grams === undefined ? unitMinor * line.quantity : weighedPrice(unitMinor, grams)
}

function priceLine(line: Line): PricedLine {
  const listMinor = line.pack?.priceMinor ?? line.item.priceMinor
  const unitMinor = line.override?.priceMinor ?? markedDown(listMinor, line.markdown?.percentOff ?? 0)
  const totalMinor = amountOf(line, unitMinor)
  const savedMinor = Math.max(0, amountOf(line, listMinor) - totalMinor)
  return { line, listMinor, unitMinor, totalMinor, savedMinor }
}

const sumOf = <T>(list: readonly T[], amount: (entry: T) => number): number =>
  list.reduce((sum, entry) => sum + amount(entry), 0)

function taxShares(lines: readonly PricedLine[]): readonly TaxShare[] {
  const grossByRate = new Map<number, number>()
  for (const { line, totalMinor } of lines) {
    const rate = line.item.taxBasisPoints
    grossByRate.set(rate, (grossByRate.get(rate) ?? 0) + totalMinor)
  }
  return [...grossByRate]
    .sort(([left], [right]) => left - right)
    .map(([taxBasisPoints, grossMinor]) => {
      const taxMinor = taxIncluded(grossMinor, taxBasisPoints)
      return { taxBasisPoints, grossMinor, taxMinor, netMinor: grossMinor - taxMinor }
    })
}

/** Prices every line. Tax is taken once from each rate's gross, as the receipt shows it, not line by line. */
export function priceBasket(basket: Basket): PricedBasket {
  const lines = basket.lines.map(priceLine)
  const totalMinor = sumOf(lines, (line) => line.totalMinor)
  const taxes = taxShares(lines)
  assert(isAmountMinor(totalMinor), 'a basket total is integer minor units within range')
  assert(
    sumOf(taxes, (share) => share.netMinor + share.taxMinor) === totalMinor,
    'net and tax of all rates sum to the total',
  )
  return {
    lines,
    pieces: sumOf(lines, ({ line }) => line.quantity),
    totalMinor,
    savedMinor: sumOf(lines, (line) => line.savedMinor),
    taxes,
  }
}
