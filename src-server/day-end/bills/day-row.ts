/** Whether a row of a bill is of the day that was asked for: the bill of another day is not this one's. */

import { ok, type Result } from '../../../domain/result.ts'
import { dayOf, instantOf } from '../day.ts'
import type { BillRefusal } from './bill.ts'
import { type Row, refused } from './table.ts'

export function isOfDay(row: Row, column: string, day: string): Result<undefined, BillRefusal> {
  const at = instantOf(row.cell(column))
  if (at === undefined) return refused('RowMalformed', String(row.line))
  return dayOf(at) === day ? ok(undefined) : refused('OtherDay', String(row.line))
}
