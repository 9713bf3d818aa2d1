/**
 * A day as a table for a spreadsheet: what agreed and what did not, a row each. UTF-8 with a byte order mark, RFC 4180;
 * a cell that a spreadsheet would take for a formula is made text, because names and reasons come from outside.
 */

import { formatAmount } from '../../domain/money.ts'
import type { MatchedRow } from './matched.ts'
import type { DayReport, ReportFinding } from './report.ts'

const columns = [
  'day',
  'provider',
  'state',
  'kind',
  'out_trade_no',
  'out_refund_no',
  'transaction_id',
  'store',
  'lane',
  'sale',
  'bill_amount',
  'own_amount',
  'result',
  'reason',
  'badge',
  'found_at',
  'person_called_at',
  'ended_at',
] as const

type Cells = Readonly<Partial<Record<(typeof columns)[number], string | null | undefined>>>

const formula = /^[=+\-@\t\r]/
const plainNumber = /^-?\d+(?:\.\d+)?$/

/** Numbers this long a spreadsheet would round; an apostrophe keeps them text. */
const digitsMax = 15

function cellOf(text: string): string {
  const isNumber = plainNumber.test(text)
  const isRisky = isNumber ? text.length > digitsMax : formula.test(text)
  const safe = isRisky ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const rowOf = (cells: Cells): string => columns.map((column) => cellOf(cells[column] ?? '')).join(',')

const yuan = (minor: number | null | undefined): string | undefined =>
  minor === null || minor === undefined ? undefined : formatAmount(minor, 'CNY')

const instant = (ms: number | null | undefined): string | undefined =>
  ms === null || ms === undefined ? undefined : new Date(ms).toISOString()

function findingRow(
  day: string,
  { finding, state, result, reason, badge, foundMs, endedMs }: ReportFinding,
  calledMs: number | undefined,
): string {
  return rowOf({
    day,
    provider: finding.provider,
    state,
    kind: finding.kind,
    out_trade_no: finding.outTradeNo,
    out_refund_no: finding.outRefundNo,
    transaction_id: finding.transactionId,
    store: finding.storeId,
    lane: finding.laneId,
    sale: finding.saleId,
    bill_amount: yuan(finding.billMinor),
    own_amount: yuan(finding.localMinor),
    result: result ?? finding.reason,
    reason,
    badge,
    found_at: instant(foundMs),
    person_called_at: instant(calledMs),
    ended_at: instant(endedMs),
  })
}

const matchedRow = (day: string, row: MatchedRow): string =>
  rowOf({
    day,
    provider: row.provider,
    state: 'matched',
    kind: row.outRefundNo === null ? 'payment' : 'refund',
    out_trade_no: row.outTradeNo,
    out_refund_no: row.outRefundNo,
    transaction_id: row.transactionId,
    store: row.storeId,
    lane: row.laneId,
    sale: row.saleId,
    bill_amount: yuan(row.amountMinor),
    own_amount: yuan(row.amountMinor),
  })

/** What no bill knows of, summed: a row each. */
const tenderRows = ({ day, tenders }: DayReport): readonly string[] =>
  Object.entries(tenders ?? {}).flatMap(([kind, { count, minor }]) =>
    count === 0 ? [] : [rowOf({ day, provider: 'store', state: 'summed', kind, own_amount: yuan(minor) })],
  )

/** `calls`: since when a person is called about goods without money, by order number. */
export function dayCsv(
  report: DayReport,
  matched: readonly MatchedRow[],
  calls: ReadonlyMap<string, number>,
): string {
  const { day, findings } = report
  const calledMs = ({ finding: { kind, outTradeNo } }: ReportFinding): number | undefined =>
    kind === 'localOnlyPayment' ? calls.get(outTradeNo ?? '') : undefined
  const rows = [
    ...findings.map((one) => findingRow(day, one, calledMs(one))),
    ...matched.map((one) => matchedRow(day, one)),
    ...tenderRows(report),
  ]
  return `\ufeff${[columns.join(','), ...rows].join('\r\n')}\r\n`
}
