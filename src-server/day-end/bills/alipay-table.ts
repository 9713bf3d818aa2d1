/**
 * The form of Alipay's bills: a CSV in GBK between lines of comment, its cells filled up with tabs. The comment below
 * the list says that it ended and gives its sums; a list without its end is one cut off.
 */

import { ok, type Result } from '../../../domain/result.ts'
import type { BillRefusal } from './bill.ts'
import { billText, type Row, readTable, refused } from './table.ts'

export interface AlipayList {
  readonly rows: readonly Row[]
  /** The lines of comment behind the list. */
  readonly remarks: readonly string[]
}

const isRemark = (line: string): boolean => line.startsWith('#')

export function listOf(
  bytes: Uint8Array,
  columns: Readonly<Record<string, string>>,
): Result<AlipayList, BillRefusal> {
  const text = billText(bytes, 'gbk')
  if (!text.ok) return text
  const lines = text.value.split(/\r?\n/).filter((line) => line.trim() !== '')
  const from = lines.findIndex((line) => !isRemark(line))
  if (from < 0) return refused('ColumnMissing', Object.values(columns)[0])
  const end = lines.findIndex((line, at) => at > from && isRemark(line))
  const remarks = end < 0 ? [] : lines.slice(end)
  const listed = lines.slice(from + 1, end < 0 ? undefined : end)
  const rows = readTable(lines[from] ?? '', listed, Object.values(columns), ',')
  if (!rows.ok) return rows
  if (remarks[0]?.includes('列表结束') !== true || !remarks.every(isRemark)) return refused('SummaryMissing')
  return ok({ rows: rows.value, remarks })
}
