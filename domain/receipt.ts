/**
 * A receipt as data: what every rendering of it (screen, printer, web page) says, and in which order.
 * It is made from the paid sale alone, so that all renderings of a sale agree to the unit.
 */

import { pricedGrams } from './basket.ts'
import type { Language } from './item.ts'
import type { Currency } from './money.ts'
import { type PricedLine, priceBasket, type TaxShare } from './pricing.ts'
import { assert } from './result.ts'
import type { Wallet } from './sale/fact.ts'
import type { PaidSale } from './sale/sale.ts'
import { coveredMinor, type HeldTender } from './sale/tenders.ts'

export interface Store {
  readonly storeId: string
  readonly names: Readonly<Record<Language, string>>
  readonly address: string
  /** Whatever the tax authority wants printed: a registration number. */
  readonly taxNumber: string
}

export interface ReceiptLine {
  readonly name: string
  readonly quantity: number
  /** Grams of a pack sold by weight: `unitMinor` is then the price of a kilogram. */
  readonly weightGrams?: number | undefined
  readonly unitMinor: number
  readonly totalMinor: number
  readonly savedMinor: number
  /** Why it was cheaper, where its date was near: so many percent off. */
  readonly markdownPercent?: number | undefined
}

export type ReceiptTender = Omit<HeldTender, 'tenderId'>

export interface Receipt {
  readonly language: Language
  readonly storeName: string
  readonly address: string
  readonly taxNumber: string
  readonly laneName: string
  readonly saleId: string
  readonly receiptNumber: number
  readonly paidAtMs: number
  readonly currency: Currency
  readonly lines: readonly ReceiptLine[]
  readonly pieces: number
  readonly savedMinor: number
  readonly totalMinor: number
  readonly taxes: readonly TaxShare[]
  /** What was paid with beside the wallet, and the wallet's part. */
  readonly tenders: readonly ReceiptTender[]
  /** `undefined` where it had no part. */
  readonly wallet: Wallet | undefined
  readonly walletMinor: number
  readonly transactionId: string
  /** Where the same receipt stands on the web. */
  readonly url: string
}

export interface ReceiptContext {
  readonly store: Store
  readonly laneName: string
  readonly language: Language
  /** Base of receipt addresses, without a trailing slash. */
  readonly publicUrl: string
}

export const receiptUrl = (publicUrl: string, token: string): string => `${publicUrl}/r/${token}`

const tokenForm = /^[0-9A-Za-z_-]{20,64}$/

/** The token of a receipt's address, or of a token by itself; `undefined` where a code is neither. */
export function receiptTokenOf(publicUrl: string, code: string): string | undefined {
  const base = receiptUrl(publicUrl, '')
  const [path = ''] = code.split(/[?#]/)
  const token = path.startsWith(base) ? path.slice(base.length) : code
  return tokenForm.test(token) ? token : undefined
}

export const receiptLineOf = (
  { line, unitMinor, totalMinor, savedMinor }: PricedLine,
  language: Language,
): ReceiptLine => ({
  name: line.item.names[language],
  quantity: line.quantity,
  weightGrams: pricedGrams(line),
  unitMinor,
  totalMinor,
  savedMinor,
  markdownPercent: line.override ? undefined : line.markdown?.percentOff,
})

export function receiptOf(sale: PaidSale, { store, laneName, language, publicUrl }: ReceiptContext): Receipt {
  const priced = priceBasket(sale.basket)
  const { tenders, amountMinor: walletMinor } = sale
  assert(priced.totalMinor === walletMinor + coveredMinor(tenders), 'a receipt shows what was paid')
  return {
    language,
    storeName: store.names[language],
    address: store.address,
    taxNumber: store.taxNumber,
    laneName,
    saleId: sale.saleId,
    receiptNumber: sale.receiptNumber,
    paidAtMs: sale.paidAtMs,
    currency: sale.currency,
    lines: priced.lines.map((line) => receiptLineOf(line, language)),
    pieces: priced.pieces,
    savedMinor: priced.savedMinor,
    totalMinor: priced.totalMinor,
    taxes: priced.taxes,
    tenders: tenders.map(({ tender, amountMinor, codeHint }) => ({ tender, amountMinor, codeHint })),
    wallet: sale.wallet,
    walletMinor,
    transactionId: sale.transactionId,
    url: receiptUrl(publicUrl, sale.receiptToken),
  }
}
