/**
 * The slip of a basket that left unpaid, as data: what it is, its lines and its total, and the code that names it.
 * It is no receipt: nothing on it says that anything was paid.
 */

import type { Language } from './item.ts'
import type { Currency } from './money.ts'
import { priceBasket } from './pricing.ts'
import { type ReceiptContext, type ReceiptLine, receiptLineOf } from './receipt.ts'
import { assert } from './result.ts'
import type { HandedOver } from './sale/sale.ts'

export interface Slip {
  readonly language: Language
  readonly storeName: string
  readonly laneName: string
  readonly saleId: string
  readonly atMs: number
  readonly currency: Currency
  /** The goods are with the shopper, who owes for them. */
  readonly isParked: boolean
  readonly lines: readonly ReceiptLine[]
  readonly pieces: number
  readonly totalMinor: number
  /** What a scanner reads from the slip. */
  readonly code: string
}

/** The code as printed and shown: its kind before it, so that no scanner takes it for anything else. */
export const handOverText = (code: string): string => `HANDOVER-${code}`

export function slipOf(left: HandedOver, { store, laneName, language }: ReceiptContext): Slip {
  const priced = priceBasket(left.basket)
  assert(priced.totalMinor === left.amountMinor, 'a slip shows what is owed')
  return {
    language,
    storeName: store.names[language],
    laneName,
    saleId: left.saleId,
    atMs: left.atMs,
    currency: left.currency,
    isParked: left.isParked,
    lines: priced.lines.map((line) => receiptLineOf(line, language)),
    pieces: priced.pieces,
    totalMinor: priced.totalMinor,
    code: handOverText(left.code),
  }
}
