/**
 * What a person says about a day: a finding is resolved with a reason and a badge, and a day is closed once nothing in
 * it is open. Both are written into the report; neither can be taken back.
 */

import * as v from 'valibot'
import { ok, type Result } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { badgeSchema, reasonSchema } from '../office-pages/form.ts'
import type { ServerPorts } from '../ports.ts'
import { daySchema } from './day.ts'
import { openCount, openGoods, readFindings } from './findings.ts'
import { followGoods } from './goods-cases.ts'
import { keepReport, lastReport, type StoredReport } from './report.ts'

export const findingKeySchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))

export const resolveBody = v.strictObject({
  day: daySchema,
  key: findingKeySchema,
  reason: reasonSchema,
  badge: badgeSchema,
})

export const closeBody = v.strictObject({ day: daySchema, badge: badgeSchema })

export const dayUnknown = refuse(404, 'DayUnknown', 'The end of this day was never run.')
const dayClosed = refuse(409, 'DayClosed', 'This day is closed; nothing in it can be changed.')
const dayNotClean = refuse(
  409,
  'DayNotClean',
  'Something in this day is still open; settle or resolve it first.',
)
const badgeUnknown = refuse(422, 'BadgeUnknown', 'Nobody of the staff has this badge.')
const notOpen = refuse(404, 'FindingNotOpen', 'There is no open finding of this key in this day.')

async function isStaff(db: Database | Trx, shown: string): Promise<boolean> {
  const person = await db.selectFrom('staff').select('badge').where('badge', '=', shown).executeTakeFirst()
  return person !== undefined
}

/** The day's report, where it can still be changed by the bearer of the badge. */
async function openDay(trx: Trx, day: string, shown: string): Promise<Result<StoredReport, HttpRefusal>> {
  const stored = await lastReport(trx, day)
  if (stored === undefined) return dayUnknown
  if (stored.report.closed !== null) return dayClosed
  return (await isStaff(trx, shown)) ? ok(stored) : badgeUnknown
}

export function resolveFinding(
  ports: ServerPorts,
  { day, key, reason, badge: shown }: v.InferOutput<typeof resolveBody>,
): Promise<Result<StoredReport, HttpRefusal>> {
  const { db, clock, log } = ports
  const nowMs = clock.nowMs()
  return db.transaction().execute(async (trx): Promise<Result<StoredReport, HttpRefusal>> => {
    const stored = await openDay(trx, day, shown)
    if (!stored.ok) return stored
    const resolved = await trx
      .updateTable('day_finding')
      .set({ state: 'resolved', reason, badge: shown, ended_ms: nowMs })
      .where('day', '=', day)
      .where('finding_key', '=', key)
      .where('state', '=', 'open')
      .returning('kind')
      .executeTakeFirst()
    if (resolved === undefined) return notOpen
    log.warn('FindingResolved', { day, kind: resolved.kind, badge: shown })
    const findings = await followGoods(trx, ports, day)
    return ok(await keepReport(trx, { ...stored.value.report, findings }, nowMs))
  })
}

/** What became of goods that went out without money, said at their case: it resolves the finding of their day. */
export async function resolveGoods(
  ports: ServerPorts,
  { number, reason, badge }: { readonly number: string; readonly reason: string; readonly badge: string },
): Promise<Result<StoredReport, HttpRefusal>> {
  const open = await openGoods(ports.db, number)
  return open === undefined ? notOpen : resolveFinding(ports, { ...open, reason, badge })
}

export function closeDay(
  { db, clock, log }: ServerPorts,
  { day, badge: shown }: v.InferOutput<typeof closeBody>,
): Promise<Result<StoredReport, HttpRefusal>> {
  const nowMs = clock.nowMs()
  return db.transaction().execute(async (trx): Promise<Result<StoredReport, HttpRefusal>> => {
    const stored = await openDay(trx, day, shown)
    if (!stored.ok) return stored
    const findings = await readFindings(trx, day)
    if (openCount(findings) > 0) return dayNotClean
    log.info('DayClosed', { day, badge: shown })
    const report = { ...stored.value.report, findings, closed: { badge: shown, atMs: nowMs } }
    return ok(await keepReport(trx, report, nowMs))
  })
}
