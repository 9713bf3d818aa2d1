/**
 * Runs the ends of days by itself: each once its bills are due, and again every hour while something in it is open. It
 * looks back some days and no further, and leaves alone what is clean or closed.
 */

import type { ServerPorts } from '../ports.ts'
import { billsDueAt, dayBefore, dayMs, dayOf, startOf } from './day.ts'
import { openCount } from './findings.ts'
import type { BillSource } from './provider-run.ts'
import { lastReport } from './report.ts'
import { runDay } from './run.ts'

/** Longer than any store stays closed, and within the three months for which providers keep bills. */
const daysBackMax = 60
export const runAgainAfterMs = 3_600_000

/** The last days that are over, newest first. */
function daysBefore(today: string): readonly string[] {
  const days: string[] = []
  for (let day = today; days.length < daysBackMax; ) {
    day = dayBefore(day)
    days.push(day)
  }
  return days
}

async function firstAttemptMs({ db }: ServerPorts): Promise<number | undefined> {
  const row = await db
    .selectFrom('payment_attempt')
    .select('created_ms')
    .orderBy('created_ms')
    .limit(1)
    .executeTakeFirst()
  return row?.created_ms
}

/** Keeps in mind only when a day was last run, so that a server started anew runs it once more. */
export function createDayEndTick(ports: ServerPorts, sources: readonly BillSource[]): () => Promise<void> {
  const lastRunMs = new Map<string, number>()
  const isDue = async (day: string, nowMs: number): Promise<boolean> => {
    if (nowMs < billsDueAt(day) || nowMs - (lastRunMs.get(day) ?? 0) < runAgainAfterMs) return false
    const last = await lastReport(ports.db, day)
    return last === undefined || (last.report.closed === null && openCount(last.report.findings) > 0)
  }
  return async () => {
    const nowMs = ports.clock.nowMs()
    const since = await firstAttemptMs(ports)
    if (since === undefined) return
    for (const day of daysBefore(dayOf(nowMs))) {
      if (startOf(day) + dayMs <= since || !(await isDue(day, nowMs))) continue
      lastRunMs.set(day, nowMs)
      await runDay(ports, sources, day)
    }
    for (const day of lastRunMs.keys())
      if (startOf(day) < nowMs - (daysBackMax + 2) * dayMs) lastRunMs.delete(day)
  }
}
