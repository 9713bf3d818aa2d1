/**
 * Lays a receipt out in rows of a paper width, as data: what stands where, before any printer's language. Amounts
 * are those of the receipt; nothing is added up here.
 */

import { formatAmount, formatMoney } from '../../domain/money.ts'
import type { Receipt, ReceiptLine } from '../../domain/receipt.ts'
import { formatKilograms } from '../../domain/weight.ts'
import { columnsOf, indentCentre, indentRight, printableText, wrapText } from './printer-text.ts'
import { type ReceiptWords, receiptWords } from './receipt-words.ts'

export interface ReceiptLayout {
  /** Columns of the printer's font A: 48 on 80 mm paper, 32 on 58 mm. */
  readonly columns: 32 | 48
  /** IANA name of the zone the store's clock shows. */
  readonly timeZone: string
}

export type Row =
  | { readonly kind: 'text'; readonly text: string; readonly style: RowStyle }
  | { readonly kind: 'qr'; readonly data: string }

/** `title` is twice as wide and high, `strong` bold. */
export type RowStyle = 'plain' | 'strong' | 'title'

/** A name has two rows on paper; the web receipt has all of it. */
export const nameRowsMax = 2
const headerRowsMax = 3
const urlLengthMax = 512

const text = (content: string, style: RowStyle = 'plain'): Row => ({ kind: 'text', text: content, style })

/** Left and right on one row; on two where both do not fit. */
function pair(left: string, right: string, columns: number, style: RowStyle = 'plain'): readonly Row[] {
  const [label, value] = [printableText(left), printableText(right)]
  const gap = columns - columnsOf(label) - columnsOf(value)
  if (gap >= 1) return [text(label + ' '.repeat(gap) + value, style)]
  const rows = [...wrapText(label, columns, nameRowsMax), ...wrapText(value, columns, headerRowsMax)]
  return rows.map((row, index) => text(index < rows.length - 1 ? row : indentRight(row, columns), style))
}

function centred(content: string, columns: number, style: RowStyle = 'plain'): readonly Row[] {
  const width = style === 'title' ? columns >> 1 : columns
  const rows = wrapText(printableText(content), width, headerRowsMax)
  return rows.map((row) => text(indentCentre(row, width), style))
}

const rule = (columns: number): Row => text('-'.repeat(columns))

/** `1300` as `13`, `350` as `3.5`: hundredths of a percent, without a fraction. */
const percentOf = (basisPoints: number): string => formatAmount(basisPoints, 'CNY').replace(/\.?0+$/, '')

/** Local time as `2026-11-22 10:05:09`: the Swedish form is ISO 8601's. */
const timeText = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(atMs)

function headerRows(
  receipt: Receipt,
  { columns, timeZone }: ReceiptLayout,
  words: ReceiptWords,
): readonly Row[] {
  return [
    ...centred(receipt.storeName, columns, 'title'),
    ...centred(receipt.address, columns),
    ...centred(`${words.taxNumber} ${receipt.taxNumber}`, columns),
    rule(columns),
    ...pair(`${words.receipt} ${receipt.receiptNumber}`, `${words.lane} ${receipt.laneName}`, columns),
    ...pair(words.time, timeText(receipt.paidAtMs, timeZone), columns),
    ...pair(words.sale, receipt.saleId, columns),
    rule(columns),
  ]
}

function lineRows(line: ReceiptLine, receipt: Receipt, columns: number, words: ReceiptWords): readonly Row[] {
  const amount = (minor: number): string => formatAmount(minor, receipt.currency)
  const name = wrapText(printableText(line.name), columns, nameRowsMax).map((row) => text(row))
  const much =
    line.weightGrams === undefined ? String(line.quantity) : `${formatKilograms(line.weightGrams)} kg`
  const count = `  ${much} x ${amount(line.unitMinor)}`
  const total = amount(line.totalMinor)
  const counted = text(count + indentRight(total, columns - columnsOf(count)))
  if (line.savedMinor === 0) return [...name, counted]
  const why = line.markdownPercent === undefined ? words.saved : words.markdown(line.markdownPercent)
  const saved = `  ${why}`
  return [...name, counted, text(saved + indentRight(amount(-line.savedMinor), columns - columnsOf(saved)))]
}

function totalRows(receipt: Receipt, columns: number, words: ReceiptWords): readonly Row[] {
  const money = (minor: number): string => formatMoney(minor, receipt.currency)
  const saved = receipt.savedMinor === 0 ? [] : pair(words.saved, money(-receipt.savedMinor), columns)
  return [
    rule(columns),
    ...pair(words.pieces, String(receipt.pieces), columns),
    ...saved,
    ...pair(words.total, money(receipt.totalMinor), columns >> 1, 'title'),
    ...receipt.taxes.flatMap(({ taxBasisPoints, taxMinor }) =>
      pair(words.taxAt(percentOf(taxBasisPoints)), money(taxMinor), columns),
    ),
    rule(columns),
    ...pair(words.paidWith[receipt.wallet], money(receipt.totalMinor), columns),
    ...pair(words.transaction, receipt.transactionId, columns),
  ]
}

/** The way to the web receipt; none where the address is no address, rather than a code that leads nowhere. */
function webRows(receipt: Receipt, columns: number, words: ReceiptWords): readonly Row[] {
  const address = URL.parse(receipt.url)?.href
  if (address === undefined || address.length > urlLengthMax) return []
  return [text(''), { kind: 'qr', data: address }, ...centred(words.webReceipt, columns)]
}

export function receiptRows(receipt: Receipt, layout: ReceiptLayout): readonly Row[] {
  const words = receiptWords[receipt.language]
  const { columns } = layout
  return [
    ...headerRows(receipt, layout, words),
    ...receipt.lines.flatMap((line) => lineRows(line, receipt, columns, words)),
    ...totalRows(receipt, columns, words),
    ...webRows(receipt, columns, words),
    text(''),
    ...centred(words.thanks, columns, 'strong'),
  ]
}
