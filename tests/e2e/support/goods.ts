/**
 * The goods that every demo store has, as the tests name them: what a scanner reads, what a person reads, the price.
 */

import type { Language } from '../../../domain/item.ts'
import { formatMoney } from '../../../domain/money.ts'
import { assert } from '../../../domain/result.ts'
import { demoCodes, fixedItems } from '../../../sandbox/demo/fixed-items.ts'

export interface Good {
  readonly code: string
  readonly names: Readonly<Record<Language, string>>
  readonly priceMinor: number
}

function good(code: string): Good {
  const found = fixedItems.find(({ item }) => item.gtin === code.padStart(14, '0'))
  assert(found !== undefined, `the demo store has ${code}`)
  return { code, names: found.item.names, priceMinor: found.item.priceMinor }
}

export const crackers = good(demoCodes.crackers)
export const beer = good(demoCodes.beer)
export const bananas = good(demoCodes.bananas)
export const withdrawn = good(demoCodes.withdrawn)
export const gum = good(demoCodes.chewingGum)
export const yoghurt = good(demoCodes.yoghurt)
export const eggs = good(demoCodes.eggs)
export const chocolate = good(demoCodes.longName)

/** What so many of these come to, as the screen writes it. */
export const money = (...priced: readonly Pick<Good, 'priceMinor'>[]): string =>
  formatMoney(
    priced.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
    'CNY',
  )
