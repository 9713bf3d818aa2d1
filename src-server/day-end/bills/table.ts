/**
 * The tables inside of bills: bytes to text in the bill's own encoding, text to rows by the names of their columns.
 * Says where a table is wrong and never repeats a cell. Amounts go by digits, never through a fraction.
 */

import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { isAmountMinor } from '../../../domain/money.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import type { BillRefusal } from './bill.ts'

/** More than a large chain's day. */
const billBytesMax = 64 * 1_024 * 1_024
const billRowsMax = 200_000

export const refused = (kind: BillRefusal['kind'], at?: string) =>
  err<BillRefusal>(at === undefined ? { kind } : { kind, at })

/** Text without its byte order mark; bytes that are not of the encoding are refused, never replaced. */
export function billText(bytes: Uint8Array, encoding: 'utf-8' | 'gbk'): Result<string, BillRefusal> {
  if (bytes.length === 0) return refused('Empty')
  if (bytes.length > billBytesMax) return refused('TooLarge')
  const text = iconv.decode(Buffer.from(bytes), encoding)
  return text.includes('\0') || text.includes('\ufffd') ? refused('EncodingRefused') : ok(text)
}

/** Full-width brackets and blanks come and go between editions of a bill. */
const columnName = (cell: string): string =>
  cell
    .replace(/[\s\ufeff]/g, '')
    .replace('（', '(')
    .replace('）', ')')

export interface Row {
  /** The cell under a column that is known to be there. */
  cell(column: string): string
  /** The line it stands in, counted in its table. */
  readonly line: number
}

function records(
  lines: readonly string[],
  delimiter: string,
): Result<readonly (readonly string[])[], BillRefusal> {
  try {
    const options = {
      delimiter,
      quote: delimiter === ',' ? '"' : false,
      relax_column_count: true,
      trim: true,
    }
    return ok(parse(lines.join('\n'), options) as string[][])
  } catch {
    return refused('NotATable')
  }
}

/**
 * Rows under their header. Every column asked for must be there, and every row must be as long as the header: a name
 * of goods that has the separator in it would shift money into another column.
 */
export function readTable(
  header: string,
  lines: readonly string[],
  columns: readonly string[],
  delimiter: string,
): Result<readonly Row[], BillRefusal> {
  if (lines.length > billRowsMax) return refused('TooManyRows')
  const names = header.split(',').map(columnName)
  const missing = columns.find((column) => !names.includes(column))
  if (missing !== undefined) return refused('ColumnMissing', missing)
  const rows = records(lines, delimiter)
  if (!rows.ok) return rows
  const uneven = rows.value.findIndex((cells) => cells.length !== names.length)
  if (uneven >= 0) return refused('RowMalformed', String(uneven + 1))
  return ok(
    rows.value.map((cells, at) => ({
      line: at + 1,
      cell: (column) => cells[names.indexOf(column)] ?? '',
    })),
  )
}

/** A decimal text in units of its last `digits` places; undefined where it is finer or no number. */
export function decimalOf(text: string, digits: number): number | undefined {
  const [, sign, whole, fraction = ''] = /^([+-]?)(\d{1,13})(?:\.(\d{1,8}))?$/.exec(text) ?? []
  if (whole === undefined || /[1-9]/.test(fraction.slice(digits))) return undefined
  const units = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  if (!isAmountMinor(units)) return undefined
  return sign === '-' ? -units || 0 : units
}

const yuanDigits = 2
const feeDigits = 5

export function fenIn(row: Row, column: string): Result<number, BillRefusal> {
  const fen = decimalOf(row.cell(column), yuanDigits)
  return fen === undefined ? refused('AmountMalformed', `${row.line} ${column}`) : ok(fen)
}

/** A fee in thousandths of a fen. */
export function feeIn(row: Row, column: string): Result<number, BillRefusal> {
  const fee = decimalOf(row.cell(column), feeDigits)
  return fee === undefined ? refused('AmountMalformed', `${row.line} ${column}`) : ok(fee)
}

export type Fens<Name extends string> = Readonly<Record<Name, number>>

/** Several amounts of a row by the names the caller gives them. */
export function fensIn<Name extends string>(
  row: Row,
  columns: Readonly<Record<Name, string>>,
): Result<Fens<Name>, BillRefusal> {
  const fens: [string, number][] = []
  for (const [name, column] of Object.entries<string>(columns)) {
    const fen = fenIn(row, column)
    if (!fen.ok) return fen
    fens.push([name, fen.value])
  }
  return ok(Object.fromEntries(fens) as Fens<Name>)
}

export const sumOf = <T>(list: readonly T[], amount: (one: T) => number): number =>
  list.reduce((sum, one) => sum + amount(one), 0)

/** Reads every row, or says which one cannot be read. */
export function readEach<T>(
  rows: readonly Row[],
  read: (row: Row) => Result<T, BillRefusal>,
): Result<readonly T[], BillRefusal> {
  const all: T[] = []
  for (const row of rows) {
    const one = read(row)
    if (!one.ok) return one
    all.push(one.value)
  }
  return ok(all)
}
