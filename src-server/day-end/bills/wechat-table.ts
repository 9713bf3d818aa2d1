/**
 * The form of WeChat Pay's bills: UTF-8 with a byte order mark, a header, rows whose every cell begins with a backtick,
 * then a header and a row of sums. The sums are checked, so that a bill that lost a row on its way is none.
 */

import { ok, type Result } from '../../../domain/result.ts'
import type { BillRefusal } from './bill.ts'
import { billText, decimalOf, type Row, readTable, refused } from './table.ts'

const cellMark = '`'
const separator = `,${cellMark}`

interface Tables {
  readonly rows: readonly Row[]
  readonly sums: Row
}

export function tablesOf(
  bytes: Uint8Array,
  columns: Readonly<Record<string, string>>,
  sums: Readonly<Record<string, string>>,
): Result<Tables, BillRefusal> {
  const text = billText(bytes, 'utf-8')
  if (!text.ok) return text
  const lines = text.value.split(/\r?\n/).filter((line) => line !== '')
  const [header = '', ...rest] = lines
  const sumsAt = rest.findIndex((line) => !line.startsWith(cellMark))
  const [sumsHeader, sumsLine] = [rest[sumsAt], rest[sumsAt + 1]]
  const withoutMark = (line: string): string => line.slice(cellMark.length)
  const rowLines = (sumsAt < 0 ? rest : rest.slice(0, sumsAt)).map(withoutMark)
  const rows = readTable(header, rowLines, Object.values(columns), separator)
  if (!rows.ok) return rows
  if (sumsHeader === undefined || sumsLine === undefined || rest.length > sumsAt + 2)
    return refused('SummaryMissing')
  const read = readTable(sumsHeader, [withoutMark(sumsLine)], Object.values(sums), separator)
  if (!read.ok) return read
  const [first] = read.value
  return first === undefined ? refused('SummaryMissing') : ok({ rows: rows.value, sums: first })
}

/** Whether the bill's own sums are those of its rows: column, its decimal places, and the sum found. */
export function agrees(
  row: Row,
  expected: readonly (readonly [string, number, number])[],
): Result<undefined, BillRefusal> {
  const wrong = expected.find(([column, digits, sum]) => decimalOf(row.cell(column), digits) !== sum)
  return wrong === undefined ? ok(undefined) : refused('SummaryDiffers', wrong[0])
}
