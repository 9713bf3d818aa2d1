/**
 * What paper is made of: rows of a width in columns, as data, before any printer's language. Shared by receipts and
 * slips; amounts come in as they are and nothing is added up here.
 */

import type { Currency } from '../../domain/money.ts'
import { formatGrouped } from '../../domain/money.ts'
import type { ReceiptLine } from '../../domain/receipt.ts'
import { formatKilograms } from '../../domain/weight.ts'
import { columnsOf, indentCentre, indentRight, printableText, wrapText } from './printer-text.ts'
import type { ReceiptWords } from './receipt-words.ts'

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

export const text = (content: string, style: RowStyle = 'plain'): Row => ({
  kind: 'text',
  text: content,
  style,
})

/** Left and right on one row; on two where both do not fit. */
export function pair(
  left: string,
  right: string,
  columns: number,
  style: RowStyle = 'plain',
): readonly Row[] {
  const [label, value] = [printableText(left), printableText(right)]
  const gap = columns - columnsOf(label) - columnsOf(value)
  if (gap >= 1) return [text(label + ' '.repeat(gap) + value, style)]
  const rows = [...wrapText(label, columns, nameRowsMax), ...wrapText(value, columns, headerRowsMax)]
  return rows.map((row, index) => text(index < rows.length - 1 ? row : indentRight(row, columns), style))
}

export function centred(content: string, columns: number, style: RowStyle = 'plain'): readonly Row[] {
  const width = style === 'title' ? columns >> 1 : columns
  const rows = wrapText(printableText(content), width, headerRowsMax)
  return rows.map((row) => text(indentCentre(row, width), style))
}

export const rule = (columns: number): Row => text('-'.repeat(columns))

/** Local time as `2026-11-22 10:05:09`: the Swedish form is ISO 8601's. */
export const timeText = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(atMs)

/** A name, how much of it at which price, and what was taken off. */
export function lineRows(
  line: ReceiptLine,
  currency: Currency,
  columns: number,
  words: ReceiptWords,
): readonly Row[] {
  const amount = (minor: number): string => formatGrouped(minor, currency)
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
