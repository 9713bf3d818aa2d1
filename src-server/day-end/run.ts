/**
 * Runs the end of a day: bills fetched, read and held against our books, what the server can settle settled, the rest
 * kept as findings, and a report written. Running again changes nothing that is still so; a closed day is left alone.
 */

import type { Wallet } from '../../domain/sale/fact.ts'
import type { Trx } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'
import { clearFindings, keepFindings, openCount } from './findings.ts'
import { followGoods } from './goods-cases.ts'
import { type BillSource, type ProviderRun, runProvider } from './provider-run.ts'
import { keepReport, lastReport, type StoredReport } from './report.ts'
import { tenderSums } from './tender-sums.ts'

const rowsAtOnce = 200

async function keepMatches(
  trx: Trx,
  provider: Wallet,
  day: string,
  numbers: readonly string[],
): Promise<void> {
  for (let from = 0; from < numbers.length; from += rowsAtOnce) {
    const rows = numbers.slice(from, from + rowsAtOnce).map((number) => ({ provider, number, day }))
    await trx
      .insertInto('day_match')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function keepRuns(
  ports: ServerPorts,
  day: string,
  runs: readonly ProviderRun[],
): Promise<StoredReport> {
  const nowMs = ports.clock.nowMs()
  return ports.db.transaction().execute(async (trx) => {
    const before = await lastReport(trx, day)
    // It was closed while the bills were fetched: what is signed off stays as it is.
    if (before !== undefined && before.report.closed !== null) return before
    for (const {
      day: { provider },
      found,
      matched,
      judged,
    } of runs) {
      await keepMatches(trx, provider, day, matched)
      await keepFindings(trx, day, found, nowMs)
      await clearFindings(trx, day, provider, judged, found, nowMs)
    }
    const findings = await followGoods(trx, ports, day)
    const tenders = await tenderSums(trx, day)
    const providers = runs.map((run) => run.day)
    return keepReport(trx, { day, providers, tenders, findings, closed: null }, nowMs)
  })
}

function tell({ log }: ServerPorts, { report }: StoredReport): void {
  const open = openCount(report.findings)
  for (const { state, finding } of report.findings) {
    if (state !== 'open' || finding.kind !== 'localOnlyPayment') continue
    const { outTradeNo, provider, localMinor } = finding
    log.alarm('GoodsWithoutMoney', { day: report.day, provider, outTradeNo, amountMinor: localMinor })
  }
  if (open > 0) log.alarm('DayNotClean', { day: report.day, open })
  else log.info('DayClean', { day: report.day })
}

/** For a day that is over, as `2026-11-21`; the report of it as it now stands. */
export async function runDay(
  ports: ServerPorts,
  sources: readonly BillSource[],
  day: string,
): Promise<StoredReport> {
  const before = await lastReport(ports.db, day)
  if (before !== undefined && before.report.closed !== null) return before
  const runs: ProviderRun[] = []
  for (const source of sources) runs.push(await runProvider(ports, source, day))
  const stored = await keepRuns(ports, day, runs)
  tell(ports, stored)
  return stored
}
