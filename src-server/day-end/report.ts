/**
 * A day's report as it is kept: each version is one row, bound to the one before by a hash over canonical JSON, so that
 * none can be changed or left out unseen. The last hash stands on the page, and so on the paper that is printed of it.
 */

import canonicalize from 'canonicalize'
import * as v from 'valibot'
import { parseJson } from '../../domain/parse.ts'
import { present } from '../../domain/result.ts'
import { wallets } from '../../domain/sale/fact.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { DayReportTable } from '../db/tables/day-end.ts'
import { sha256 } from '../hash.ts'
import { daySchema } from './day.ts'
import { findingSchema } from './finding.ts'
import { tenderSumsSchema } from './tender-sums.ts'

const minor = v.pipe(v.number(), v.safeInteger())
const instant = minor

/** `none`: there was nothing to account for. */
const billState = v.picklist(['read', 'missing', 'refused', 'none'])

const totalsSchema = v.object({
  payments: minor,
  paymentsMinor: minor,
  refunds: minor,
  refundsMinor: minor,
  reversed: minor,
  carried: minor,
  feesMinor: minor,
  expectedFundsMinor: minor,
  fundsMinor: v.nullable(minor),
  otherFundsMinor: v.nullable(minor),
})

const providerDaySchema = v.object({
  provider: v.picklist(wallets),
  trade: billState,
  funds: billState,
  /** SHA-256 of the files as they were read. */
  tradeSha256: v.nullable(v.string()),
  fundsSha256: v.nullable(v.string()),
  totals: v.nullable(totalsSchema),
  matched: minor,
})

const reportFindingSchema = v.object({
  key: v.string(),
  finding: findingSchema,
  state: v.picklist(['open', 'done', 'cleared', 'resolved']),
  result: v.nullable(v.string()),
  reason: v.nullable(v.string()),
  badge: v.nullable(v.string()),
  foundMs: instant,
  endedMs: v.nullable(instant),
})

const reportSchema = v.object({
  day: daySchema,
  providers: v.array(providerDaySchema),
  /** Missing in reports of days before it was summed. */
  tenders: v.optional(tenderSumsSchema),
  findings: v.array(reportFindingSchema),
  closed: v.nullable(v.object({ badge: v.string(), atMs: instant })),
})

export type ProviderDay = Readonly<v.InferOutput<typeof providerDaySchema>>
export type ReportFinding = Readonly<v.InferOutput<typeof reportFindingSchema>>
export type DayReport = Readonly<v.InferOutput<typeof reportSchema>>

export interface StoredReport {
  readonly report: DayReport
  readonly seq: number
  readonly madeMs: number
  readonly hash: string
}

const beginning = '0'.repeat(64)

const canonical = (data: unknown): string => present(canonicalize(data), 'a report has canonical JSON')

type Unhashed = Omit<DayReportTable, 'hash'>

const hashOf = ({ seq, day, content, made_ms, previous }: Unhashed): string =>
  sha256(canonical({ seq, day, content, madeMs: made_ms, previous }))

function storedOf({ seq, made_ms: madeMs, hash, content }: DayReportTable): StoredReport {
  const report = parseJson(reportSchema, content)
  return {
    report: present(report.ok ? report.value : undefined, 'a stored report is one'),
    seq,
    madeMs,
    hash,
  }
}

export async function lastReport(db: Database | Trx, day: string): Promise<StoredReport | undefined> {
  const row = await db
    .selectFrom('day_report')
    .selectAll()
    .where('day', '=', day)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : storedOf(row)
}

/** Writes the report where it says something new; the same report again writes nothing. */
export async function keepReport(trx: Trx, report: DayReport, madeMs: number): Promise<StoredReport> {
  const content = canonical(report)
  const last = await lastReport(trx, report.day)
  if (last !== undefined && canonical(last.report) === content) return last
  const head = await trx
    .selectFrom('day_report')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const unhashed = {
    seq: (head?.seq ?? 0) + 1,
    day: report.day,
    content,
    made_ms: madeMs,
    previous: head?.hash ?? beginning,
  }
  const row = { ...unhashed, hash: hashOf(unhashed) }
  await trx.insertInto('day_report').values(row).execute()
  return storedOf(row)
}

const rowsAtOnce = 200

/** The first version that is not as it was written, or that does not follow the one before; undefined where all do. */
export async function firstAltered(db: Database): Promise<number | undefined> {
  let previous = beginning
  for (let seq = 0; ; ) {
    const rows = await db
      .selectFrom('day_report')
      .selectAll()
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(rowsAtOnce)
      .execute()
    for (const row of rows) {
      if (row.seq !== seq + 1 || row.previous !== previous || row.hash !== hashOf(row)) return row.seq
      previous = row.hash
      seq = row.seq
    }
    if (rows.length < rowsAtOnce) return undefined
  }
}

/** The last version of each of the newest days. */
export async function listReports(db: Database, daysMax: number): Promise<readonly StoredReport[]> {
  const rows = await db
    .selectFrom('day_report')
    .innerJoin(
      db
        .selectFrom('day_report')
        .select(({ fn }) => fn.max('seq').as('last_seq'))
        .groupBy('day')
        .as('newest'),
      'newest.last_seq',
      'day_report.seq',
    )
    .select(['seq', 'day', 'content', 'made_ms', 'previous', 'hash'])
    .orderBy('day', 'desc')
    .limit(daysMax)
    .execute()
  return rows.map(storedOf)
}
