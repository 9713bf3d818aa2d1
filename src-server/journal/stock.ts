/**
 * What a sold line takes from the stock: pieces, or grams of what is sold by weight. Pure; it only counts.
 */

import type { Line } from '../../domain/basket.ts'
import { divideRounded } from '../../domain/money.ts'

/** A label that names only the price of its pack tells the weight by the price of a kilogram. */
function gramsOf({ item, pack }: Line): number {
  if (pack?.weightGrams !== undefined) return pack.weightGrams
  if (pack?.priceMinor === undefined || item.priceMinor === 0) return 0
  return divideRounded(pack.priceMinor * 1_000, item.priceMinor)
}

export const stockTaken = (line: Line): number => (line.item.weighed ? gramsOf(line) : line.quantity)
