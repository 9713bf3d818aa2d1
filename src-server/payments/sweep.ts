/**
 * The sweeper: looks after every attempt and refund that is not final, whoever forgot it. Called again and again;
 * one sweep does a bounded number of runs and never two of the same attempt at once. Nothing it needs is in memory,
 * so a killed server goes on where it was. One that fails is an alarm and holds up no other.
 */

import type { ExpressionBuilder } from 'kysely'
import { liveStates } from '../../domain/payment/attempt.ts'
import type { Tables } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'
import { drive } from './drive.ts'
import { driveRefund } from './refund.ts'
import type { Turns } from './turns.ts'

/** Runs of one sweep; what is left over is due at the next. */
const sweepRunsMax = 100

/** Runs under way at once: one slow answer of the provider holds up one of these, and no more. */
const sideBySide = 24

async function each<T>(
  { log }: ServerPorts,
  rows: readonly T[],
  run: (row: T) => Promise<void>,
): Promise<void> {
  const failed = (error: unknown): void =>
    log.alarm('WorkFailed', { name: 'payment', reason: error instanceof Error ? error.message : 'unknown' })
  const left = rows[Symbol.iterator]()
  const work = async (): Promise<void> => {
    for (const row of left) await run(row).catch(failed)
  }
  await Promise.all(Array.from({ length: Math.min(sideBySide, rows.length) }, work))
}

/** Longer than anything is ever made to wait. */
const dueAheadMaxMs = 7_200_000

type Swept = 'payment_attempt' | 'refund'

/** What was put off by a clock that ran far ahead would wait for a time that does not come: it is due now. */
async function pullBack({ db }: ServerPorts, table: Swept, nowMs: number): Promise<void> {
  await db
    .updateTable(table)
    .set({ due_ms: nowMs })
    .where('due_ms', '>', nowMs + dueAheadMaxMs)
    .execute()
}

/** Due by now, or put off further than anything ever is. */
const isDue = (nowMs: number) => (where: ExpressionBuilder<Tables, Swept>) =>
  where.or([where('due_ms', '<=', nowMs), where('due_ms', '>', nowMs + dueAheadMaxMs)])

const isFarAhead = (rows: readonly { readonly due_ms: number | null }[], nowMs: number): boolean =>
  rows.some(({ due_ms }) => due_ms !== null && due_ms > nowMs)

export async function sweep(ports: ServerPorts, turns: Turns): Promise<void> {
  const nowMs = ports.clock.nowMs()
  const attempts = await ports.db
    .selectFrom('payment_attempt')
    .select(['store_id', 'payment_id', 'due_ms'])
    .where(isDue(nowMs))
    .orderBy('due_ms')
    .orderBy('payment_id')
    .limit(sweepRunsMax)
    .execute()
  if (isFarAhead(attempts, nowMs)) await pullBack(ports, 'payment_attempt', nowMs)
  await each(ports, attempts, (key) => turns.run(key.payment_id, () => drive(ports, key, { kind: 'Due' })))
  const refunds = await ports.db
    .selectFrom('refund')
    .select(['out_refund_no', 'due_ms'])
    .where(isDue(nowMs))
    .orderBy('due_ms')
    .orderBy('out_refund_no')
    .limit(sweepRunsMax)
    .execute()
  if (isFarAhead(refunds, nowMs)) await pullBack(ports, 'refund', nowMs)
  await each(ports, refunds, ({ out_refund_no }) =>
    turns.run(out_refund_no, () => driveRefund(ports, out_refund_no)),
  )
}

/**
 * After a start of the only server of this database, before it listens: whoever was in the middle of a call is dead,
 * so no lease protects anybody. Where several servers share a database, leases run out by themselves instead.
 */
export async function forgetLeases({ db, clock }: Pick<ServerPorts, 'db' | 'clock'>): Promise<void> {
  const nowMs = clock.nowMs()
  await db
    .updateTable('payment_attempt')
    .set({ due_ms: nowMs })
    .where('state', 'in', liveStates)
    .where('due_ms', '>', nowMs)
    .execute()
}
