/**
 * Hands out the numbers of the demo catalogue: GTINs under their maker's prefix, GTIN-8 for small packs,
 * short numbers for what has no barcode. It never hands out a number twice, nor one of the fixed demo items.
 */

import { checkDigit, type Gtin } from '../../domain/code/retail-code.ts'
import { assert } from '../../domain/result.ts'
import { type Permutation, scatteredPermutation } from './permutation.ts'
import type { Random } from './random.ts'
import type { Maker, SoldBy } from './vocabulary.ts'

const referencesPerMaker = 100_000
/** GTIN-8 of China begin with 69; those from 6950000 up stay free for fixed items. */
const gtin8Max = 50_000
/** Four digits as printed on stickers by IFPS, then five: 4000 up stay free for fixed items. */
const pluRanges = [
  { from: 3000, count: 1000 },
  { from: 10_000, count: 90_000 },
] as const
const counterCodeFirst = 100_000
const counterCodesMax = 900_000

export interface Numbering {
  readonly gtin: (maker: Maker) => Gtin
  readonly gtin8: () => Gtin
  /** The short numbers by which a good without a barcode is found: none, or one. */
  readonly aliases: (soldBy: SoldBy) => readonly string[]
}

function nthPlu(n: number): string {
  const [four, five] = pluRanges
  assert(n < four.count + five.count, 'produce numbers suffice')
  return String(n < four.count ? four.from + n : five.from + n - four.count)
}

function nthCounterCode(n: number): string {
  assert(n < counterCodesMax, 'counter numbers suffice')
  return String(counterCodeFirst + n)
}

function gtinByMaker(random: Random): (maker: Maker) => Gtin {
  const issued = new Map<string, { readonly order: Permutation; count: number }>()
  return ({ prefix }) => {
    const own = issued.get(prefix) ?? { order: scatteredPermutation(random, referencesPerMaker), count: 0 }
    issued.set(prefix, own)
    assert(own.count < referencesPerMaker, 'item references of a maker suffice')
    const body = prefix + String(own.order(own.count++)).padStart(5, '0')
    return `0${body}${checkDigit(body)}`
  }
}

function gtin8Issuer(random: Random): () => Gtin {
  const order = scatteredPermutation(random, gtin8Max)
  let count = 0
  return () => {
    assert(count < gtin8Max, 'eight-digit codes suffice')
    const body = `69${String(order(count++)).padStart(5, '0')}`
    return `000000${body}${checkDigit(body)}`
  }
}

export function numbering(random: Random): Numbering {
  let weighedCount = 0
  let counterCount = 0
  return {
    gtin: gtinByMaker(random),
    gtin8: gtin8Issuer(random),
    aliases: (soldBy) => {
      switch (soldBy) {
        case 'pack':
          return []
        case 'weight':
          return [nthPlu(weighedCount++)]
        case 'counter':
          return [nthCounterCode(counterCount++)]
      }
    },
  }
}
