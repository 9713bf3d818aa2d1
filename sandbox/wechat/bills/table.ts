/**
 * The form of the provider's bills: a byte order mark, a header, rows whose every cell begins with a backtick, then a
 * header and a row of sums. Faults lose a row, invent one, or change an amount; the sums follow,
 * so that only the store's own books can tell.
 */

import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import type { FaultAction } from '../../faults/actions.ts'
import { yuan } from '../../yuan.ts'

export interface BillTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly sumColumns: readonly string[]
  /** From the rows that are really written. */
  readonly sums: (rows: readonly (readonly string[])[]) => readonly string[]
}

/** Thousandths of a fen as yuan with five decimals, as fees are written. */
export const yuanOfThousandths = (thousandths: number): string => {
  const digits = String(Math.abs(thousandths)).padStart(6, '0')
  return `${thousandths < 0 ? '-' : ''}${digits.slice(0, -5)}.${digits.slice(-5)}`
}

const line = (cells: readonly string[]): string => cells.map((cell) => `\`${cell}`).join(',')

/** One more cent in the first amount of the first row: the smallest lie there is. */
function withWrongAmount(rows: BillTable['rows'], amountAt: number): BillTable['rows'] {
  const [first = [], ...others] = rows
  const cell = first[amountAt] ?? '0.00'
  const fen = Number(cell.replace('.', '')) + 1
  return [first.map((old, at) => (at === amountAt ? yuan(fen) : old)), ...others]
}

/** The last row once more under a number that nobody ordered. */
function withExtraRow(rows: BillTable['rows'], numberAt: number): BillTable['rows'] {
  const extra = rows.at(-1)?.map((cell, at) => (at === numberAt ? 'NOBODY0ORDERED0THIS' : cell))
  return extra === undefined ? rows : [...rows, extra]
}

function writtenRows(table: BillTable, fault: FaultAction | undefined): BillTable['rows'] {
  const { columns, rows } = table
  const at = (...names: readonly string[]): number => columns.findIndex((name) => names.includes(name))
  if (fault?.kind === 'bill_missing_row') return rows.slice(1)
  if (fault?.kind === 'bill_extra_row') return withExtraRow(rows, at('商户订单号', '业务凭证号'))
  if (fault?.kind !== 'bill_wrong_amount') return rows
  return withWrongAmount(rows, at('订单金额', '收支金额(元)'))
}

export function billText(table: BillTable, fault: FaultAction | undefined): string {
  const rows = writtenRows(table, fault)
  const lines = [
    table.columns.join(','),
    ...rows.map(line),
    table.sumColumns.join(','),
    line(table.sums(rows)),
  ]
  return lines.map((each) => `${each}\r\n`).join('')
}

const byteOrderMark = '\uFEFF'

/** The file's bytes: UTF-8 with its mark, unless a fault writes it otherwise. */
export function billBytes(text: string, fault: FaultAction | undefined): Buffer {
  const encoding = fault?.kind === 'bill_encoding' ? fault.as : 'bom'
  if (encoding === 'gbk') return iconv.encode(text, 'gbk')
  if (encoding === 'plain') return Buffer.from(text, 'utf8')
  const marked = Buffer.from(byteOrderMark + text, 'utf8')
  return encoding === 'gzip' ? gzipSync(marked) : marked
}
