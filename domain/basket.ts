/**
 * The basket of one sale: lines in the order they were first scanned, each with the item as it stood at its scan.
 * Pure data and the small changes that facts make to it. It prices nothing.
 */

import type { Pack, ScanSource } from './code/scan.ts'
import type { Item } from './item.ts'
import type { Markdown } from './rules/markdown.ts'

export const basketLinesMax = 500

export const quantityMax = 99

export interface Line {
  readonly lineId: string
  readonly item: Item
  readonly quantity: number
  readonly source: ScanSource
  readonly pack?: Pack | undefined
  /** The batch on the label of what is sold by the piece; lines of two batches stay two. */
  readonly batch?: string | undefined
  /** What came off because its date is near. Such a pack is one pack: the next has another date. */
  readonly markdown?: Markdown | undefined
  /** Set when an attendant named another unit price; `item.priceMinor` keeps the catalogue's. */
  readonly override?: PriceOverride | undefined
}

export interface PriceOverride {
  readonly priceMinor: number
  readonly reason: string
  readonly badge: string
}

export interface Basket {
  readonly lines: readonly Line[]
  /** The line that was scanned or changed last: it is shown first and lit. */
  readonly lastLineId: string | undefined
}

export const emptyBasket: Basket = { lines: [], lastLineId: undefined }

export const lineById = (basket: Basket, lineId: string): Line | undefined =>
  basket.lines.find((line) => line.lineId === lineId)

/** Whether the line is of one pack that differs from the next: it is never counted up. */
export const isOnePack = ({ pack, markdown }: Pick<Line, 'pack' | 'markdown'>): boolean =>
  pack !== undefined || markdown !== undefined

/** The line that a second scan of the same item adds to: same item, batch and price, not overridden. */
export const lineToRepeat = (basket: Basket, item: Item, batch?: string): Line | undefined =>
  basket.lines.find(
    (line) =>
      line.override === undefined &&
      !isOnePack(line) &&
      line.batch === batch &&
      line.item.gtin === item.gtin &&
      line.item.priceMinor === item.priceMinor &&
      line.item.taxBasisPoints === item.taxBasisPoints &&
      line.quantity < quantityMax,
  )

export const withLine = (basket: Basket, line: Line): Basket => ({
  lines: [...basket.lines, line],
  lastLineId: line.lineId,
})

export const withChanged = (basket: Basket, changed: Line): Basket => ({
  lines: basket.lines.map((line) => (line.lineId === changed.lineId ? changed : line)),
  lastLineId: changed.lineId,
})

export const withoutLine = (basket: Basket, lineId: string): Basket => ({
  lines: basket.lines.filter((line) => line.lineId !== lineId),
  lastLineId: basket.lastLineId === lineId ? undefined : basket.lastLineId,
})

/** Whether this very pack is in the basket: the same item under the same serial number. */
export const hasSerial = (basket: Basket, gtin: string, serial: string): boolean =>
  basket.lines.some((line) => line.item.gtin === gtin && line.pack?.serial === serial)

/** What a recall could name of a line's pack. */
export const numbersOf = ({ item, pack, batch }: Line) => ({
  gtin: item.gtin,
  batch: pack?.batch ?? batch,
  serial: pack?.serial,
})

/** The grams that price a line; none where it is sold by the piece, or its label names the price of the whole pack. */
export const pricedGrams = ({ pack }: Line): number | undefined =>
  pack?.priceMinor === undefined ? pack?.weightGrams : undefined

/** The oldest age that any line asks for; 0 when everyone may buy all of it. */
export const minimumAgeOf = (basket: Basket): number =>
  basket.lines.reduce((age, line) => Math.max(age, line.item.minimumAge), 0)
