/**
 * Findings as rows: kept from the run that made them until they were settled, cleared or resolved, and for good after
 * that. A run adds what is new and clears what is no longer so; it never forgets and never undoes a person's word.
 */

import { parseJson } from '../../domain/parse.ts'
import { present } from '../../domain/result.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { Database, Trx } from '../db/schema.ts'
import { type Finding, findingKinds, findingSchema, keyOf } from './finding.ts'
import type { ReportFinding } from './report.ts'
import type { Acted } from './settle-finding.ts'

export interface Found {
  readonly finding: Finding
  readonly acted: Acted
}

/** Writes findings of a run; one that was cleared or is still open says what is true now. */
export async function keepFindings(
  trx: Trx,
  day: string,
  found: readonly Found[],
  nowMs: number,
): Promise<void> {
  for (const { finding, acted } of found) {
    const ended_ms = acted.state === 'done' ? nowMs : null
    const now = { state: acted.state, result: acted.result ?? null, ended_ms }
    await trx
      .insertInto('day_finding')
      .values({
        day,
        finding_key: keyOf(finding),
        provider: finding.provider,
        kind: finding.kind,
        facts: JSON.stringify(finding),
        ...now,
        reason: null,
        badge: null,
        found_ms: nowMs,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['day', 'finding_key'])
          .doUpdateSet(now)
          .where('day_finding.state', 'in', ['open', 'cleared']),
      )
      .execute()
  }
}

/** What a run looked at: findings of these kinds that it did not make again are cleared. */
export async function clearFindings(
  trx: Trx,
  day: string,
  provider: Wallet,
  kinds: readonly string[],
  found: readonly Found[],
  nowMs: number,
): Promise<void> {
  const still = new Set(found.map(({ finding }) => keyOf(finding)))
  const open = await trx
    .selectFrom('day_finding')
    .select(['finding_key', 'kind'])
    .where('day', '=', day)
    .where('provider', '=', provider)
    .where('state', '=', 'open')
    .execute()
  for (const { finding_key: key, kind } of open) {
    if (still.has(key) || !kinds.includes(kind)) continue
    await trx
      .updateTable('day_finding')
      .set({ state: 'cleared', ended_ms: nowMs })
      .where('day', '=', day)
      .where('finding_key', '=', key)
      .execute()
  }
}

const weightOf = ({ finding }: ReportFinding): number => findingKinds.indexOf(finding.kind)

/** A day's findings as the report has them: open ones first, the gravest of them at the top. */
export async function readFindings(db: Database | Trx, day: string): Promise<ReportFinding[]> {
  const rows = await db
    .selectFrom('day_finding')
    .selectAll()
    .where('day', '=', day)
    .orderBy('found_ms')
    .orderBy('finding_key')
    .execute()
  return rows
    .map((row): ReportFinding => {
      const finding = parseJson(findingSchema, row.facts)
      return {
        key: row.finding_key,
        finding: present(finding.ok ? finding.value : undefined, 'a stored finding is one'),
        state: row.state,
        result: row.result,
        reason: row.reason,
        badge: row.badge,
        foundMs: row.found_ms,
        endedMs: row.ended_ms,
      }
    })
    .toSorted(
      (one, other) =>
        Number(one.state !== 'open') - Number(other.state !== 'open') || weightOf(one) - weightOf(other),
    )
}

/** The open finding of goods that went out without this payment's money, with its day. */
export async function openGoods(
  db: Database,
  outTradeNo: string,
): Promise<{ readonly day: string; readonly key: string } | undefined> {
  const rows = await db
    .selectFrom('day_finding')
    .select(['day', 'finding_key as key', 'facts'])
    .where('kind', '=', 'localOnlyPayment')
    .where('state', '=', 'open')
    .orderBy('day')
    .execute()
  const found = rows.find(({ facts }) => {
    const finding = parseJson(findingSchema, facts)
    return finding.ok && finding.value.outTradeNo === outTradeNo
  })
  return found && { day: found.day, key: found.key }
}

export const openCount = (findings: readonly ReportFinding[]): number =>
  findings.filter(({ state }) => state === 'open').length
