/**
 * The words a made-up supermarket is built from, and the short notations in which the shelves are written.
 * Every brand is invented; a likeness to a real one is a mistake to be mended here.
 */

import type { Department } from '../../domain/item.ts'
import { assert, present } from '../../domain/result.ts'

export interface Words {
  readonly zh: string
  readonly en: string
}

/** How a pack reaches the basket: by its own code, over a scale, or loose from the counter by a short number. */
export type SoldBy = 'pack' | 'weight' | 'counter'

export interface Size extends Words {
  /** Contents relative to the one that the product's price is for. */
  readonly factor: number
  readonly soldBy: SoldBy
}

export interface Maker extends Words {
  /** Seven digits of a GTIN-13, which leave 100,000 item references. */
  readonly prefix: string
  /** 1 is the ordinary price of a thing, 1.5 half as much again. */
  readonly priceLevel: number
}

/** Price in fen of size factor 1 at price level 1; tax in basis points where it differs from the shelf's. */
export type Product = readonly [
  zh: string,
  en: string,
  priceMinor: number,
  sizes: readonly Size[],
  variants: readonly Words[],
  taxBasisPoints?: number,
]

export interface Shelf {
  readonly department: Department
  /** Weight of the department among all items. */
  readonly share: number
  readonly taxBasisPoints: number
  readonly minimumAge: number
  readonly makers: readonly Maker[]
  readonly products: readonly Product[]
}

const entryPattern = /^(\S+) (.+)$/

/** Reads `'原味 Original, 草莓 Strawberry'`; a lone `-` stands for nothing said. */
export function words(text: string): readonly Words[] {
  return text.split(', ').map((entry) => {
    if (entry === '-') return { zh: '', en: '' }
    const match = entryPattern.exec(entry)
    return {
      zh: present(match?.[1], `"${entry}" has a Chinese word`),
      en: present(match?.[2], `"${entry}" has an English word`),
    }
  })
}

/** Reads `'云麓 Yunlu 6902541 1.1'`: names, GS1 company prefix, price level. */
export function makers(...lines: readonly string[]): readonly Maker[] {
  return lines.map((line) => {
    const match = /^(\S+) (.+) (\d{7}) ([\d.]+)$/.exec(line)
    assert(match !== null, `"${line}" names a maker`)
    const [, zh = '', en = '', prefix = '', level = ''] = match
    return { zh, en, prefix, priceLevel: Number(level) }
  })
}

const pack = (zh: string, en: string, factor: number): Size => ({ zh, en, factor, soldBy: 'pack' })

const thousandth = (amount: number, small: string, large: string): readonly [string, string] =>
  amount >= 1000 ? [String(amount / 1000), large] : [String(amount), small]

function measured(small: string, large: string, reference: number, amounts: readonly number[]) {
  return amounts.map((amount) => {
    const [number, unit] = thousandth(amount, small, large)
    return pack(number + unit, `${number} ${unit}`, amount / reference)
  })
}

/** Packs by grams; the product's price is for `reference` grams. */
export const grams = (reference: number, ...amounts: readonly number[]): readonly Size[] =>
  measured('g', 'kg', reference, amounts)

/** Packs by millilitres; the product's price is for `reference` millilitres. */
export const millilitres = (reference: number, ...amounts: readonly number[]): readonly Size[] =>
  measured('ml', 'L', reference, amounts)

const singular = (unit: string): string => unit.replace(/s$/, '')

/** Packs by count: `pieces('片', 'pcs', 10, 20)`; the product's price is for the first count. */
export function pieces(measure: string, unit: string, ...counts: readonly number[]): readonly Size[] {
  const reference = present(counts[0], 'a pack holds something')
  return counts.map((count) =>
    pack(`${count}${measure}`, `${count} ${count === 1 ? singular(unit) : unit}`, count / reference),
  )
}

/** The same packs bundled by `count`. */
export const bundled = (count: number, sizes: readonly Size[]): readonly Size[] =>
  sizes.map(({ zh, en, factor }) => pack(`${zh}×${count}`, `${en} × ${count}`, factor * count))

/** Sizes with names of their own: `named('小号 Small 0.8, 大号 Large 1.3')`. */
export function named(text: string): readonly Size[] {
  return words(text).map(({ zh, en }) => {
    const space = en.lastIndexOf(' ')
    return pack(zh, en.slice(0, space), Number(en.slice(space + 1)))
  })
}

/** Sold over a scale; the product's price is for a kilogram. */
export const byWeight: readonly Size[] = [{ zh: '散称', en: 'Loose', factor: 1, soldBy: 'weight' }]

/** Sold by the piece from an open counter. */
export const fromCounter = (zh: string, en: string, factor: number): readonly Size[] => [
  { zh, en, factor, soldBy: 'counter' },
]
