/**
 * The numbered packs that this lane sold last, folded from its own paid sales: what it can still refuse to sell again
 * when nobody answers. The store server knows all; a lane keeps only so many.
 */

import type { Basket } from '../basket.ts'

/** Some days of a busy lane; the oldest go first. */
export const soldPacksMax = 1_000

/** Names one pack: its item, and its serial number. */
export const packKey = (gtin: string, serial: string): string => `${gtin}/${serial}`

export interface SoldPack {
  readonly pack: string
  readonly saleId: string
}

export const soldIn = (saleId: string, { lines }: Basket): readonly SoldPack[] =>
  lines.flatMap(({ item, pack }) =>
    pack?.serial === undefined ? [] : [{ pack: packKey(item.gtin, pack.serial), saleId }],
  )

export const withSold = (before: readonly SoldPack[], sold: readonly SoldPack[]): readonly SoldPack[] =>
  sold.length === 0 ? before : [...before, ...sold].slice(-soldPacksMax)

/** What the store server knows of a pack, where it could be asked. */
export interface SoldElsewhere {
  readonly isSold: boolean
  /** Sales it came back from: those count no more, not even where the lane remembers them. */
  readonly returnedFrom: readonly string[]
}

/** Whether the pack was sold, by all that is known: the store's word, and the lane's own memory. */
export function isSoldBefore(
  memory: readonly SoldPack[],
  pack: string,
  elsewhere: SoldElsewhere | undefined,
): boolean {
  if (elsewhere?.isSold) return true
  return memory.some((sold) => sold.pack === pack && !elsewhere?.returnedFrom.includes(sold.saleId))
}
