/**
 * Makes up a Chinese supermarket of any size from a seed: the same seed gives the same items in the same order.
 * It streams and remembers nothing but counts, so that a million items fit anywhere.
 */

import { departments, type Item, type Language } from '../../domain/item.ts'
import { assert, present } from '../../domain/result.ts'
import type { DemoItem } from './demo-item.ts'
import { fixedItems } from './fixed-items.ts'
import { type Numbering, numbering } from './numbering.ts'
import { type Permutation, scatteredPermutation } from './permutation.ts'
import { customaryPrice, packPrice } from './price.ts'
import { below, onceIn, pick, type Random, seededRandom } from './random.ts'
import { remarks, series } from './series.ts'
import { shelves } from './shelves/all.ts'
import type { Maker, Product, Shelf, Size, Words } from './vocabulary.ts'

export interface DemoCatalogue {
  readonly seed: number
  readonly count: number
}

export const demoItemsDefault = 20_000
export const demoItemsMax = 1_000_000

/** One in so many items: what makes a real catalogue uneven. */
const oddsOf = { notForSale: 100, longName: 250, shortName: 400, gtin8: 40, outOfStock: 50 } as const

const stockMax = 240

/** Only packs of up to half the usual contents are too small for thirteen digits. */
const smallFactorMax = 0.5

/** A product in one variant and size, not yet of a maker. */
interface Facing {
  readonly product: Product
  readonly variant: Words
  readonly size: Size
}

/** A shelf being filled: walks makers × facings, then all of them again in the brands' next series. */
interface Filling {
  readonly shelf: Shelf
  readonly facings: readonly Facing[]
  readonly order: Permutation
  count: number
}

/** Everything that one made-up item is made from. */
interface Draft extends Facing {
  readonly shelf: Shelf
  readonly maker: Maker
  readonly line: Words
}

const facingsOf = (shelf: Shelf): readonly Facing[] =>
  shelf.products.flatMap((product) => {
    const [, , , sizes, variants] = product
    return variants.flatMap((variant) => sizes.map((size) => ({ product, variant, size })))
  })

function startFilling(random: Random, shelf: Shelf): Filling {
  const facings = facingsOf(shelf)
  return {
    shelf,
    facings,
    order: scatteredPermutation(random, facings.length * shelf.makers.length),
    count: 0,
  }
}

function nextDraft(filling: Filling): Draft {
  const { shelf, facings, order } = filling
  const step = filling.count++
  const place = order(step)
  const facing = present(facings[place % facings.length], 'the place has a facing')
  const maker = present(shelf.makers[Math.floor(place / facings.length)], 'the place has a maker')
  const round = Math.floor(step / (facings.length * shelf.makers.length))
  return { ...facing, shelf, maker, line: present(series[round % series.length], 'the round has a series') }
}

function fullNames({ maker, line, variant, product, size }: Draft): Words {
  const [zh, en] = product
  return {
    zh: `${maker.zh}${line.zh}${variant.zh}${zh} ${size.zh}`,
    en: [maker.en, line.en, variant.en, en, size.en].filter((word) => word !== '').join(' '),
  }
}

function namesOf(random: Random, draft: Draft): Readonly<Record<Language, string>> {
  const [zh, en] = draft.product
  if (onceIn(random, oddsOf.shortName)) return { 'zh-CN': zh, en }
  const full = fullNames(draft)
  if (!onceIn(random, oddsOf.longName)) return { 'zh-CN': full.zh, en: full.en }
  const remark = pick(random, remarks)
  return { 'zh-CN': `${full.zh} ${remark.zh}`, en: `${full.en} ${remark.en}` }
}

function itemOf(random: Random, numbers: Numbering, draft: Draft): Item {
  const { shelf, maker, size, product } = draft
  const [, , priceMinor, , , taxBasisPoints = shelf.taxBasisPoints] = product
  const small = size.soldBy === 'pack' && size.factor <= smallFactorMax && onceIn(random, oddsOf.gtin8)
  return {
    gtin: small ? numbers.gtin8() : numbers.gtin(maker),
    names: namesOf(random, draft),
    department: shelf.department,
    priceMinor: customaryPrice(packPrice(priceMinor, size.factor, maker.priceLevel, random())),
    taxBasisPoints,
    minimumAge: shelf.minimumAge,
    weighed: size.soldBy === 'weight',
    forSale: !onceIn(random, oddsOf.notForSale),
  }
}

/** Shelves repeated by their share, so that picking one evenly fills each in proportion. */
function fillings(random: Random): readonly Filling[] {
  return departments.flatMap((department) => {
    const filling = startFilling(random, shelves[department])
    return Array.from({ length: filling.shelf.share }, () => filling)
  })
}

/** The fixed demo items first, then made-up ones, `count` in all. */
export function* demoItems({ seed, count }: DemoCatalogue): Generator<DemoItem> {
  assert(Number.isInteger(count) && count >= 0 && count <= demoItemsMax, 'the demo catalogue is bounded')
  yield* fixedItems.slice(0, count)
  const random = seededRandom(seed)
  const numbers = numbering(random)
  const byShare = fillings(random)
  for (let made = fixedItems.length; made < count; made++) {
    const draft = nextDraft(pick(random, byShare))
    const item = itemOf(random, numbers, draft)
    const stock = onceIn(random, oddsOf.outOfStock) ? 0 : 1 + below(random, stockMax)
    yield { item, aliases: numbers.aliases(draft.size.soldBy), stock }
  }
}
