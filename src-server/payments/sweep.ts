/**
 * The sweeper: looks after every attempt and refund that is not final, whoever forgot it. Called again and again;
 * one sweep does a bounded number of steps and never two of the same attempt at once. Nothing it needs is in memory,
 * so a killed server goes on where it was.
 */

import type { ServerPorts } from '../ports.ts'
import { advance } from './advance.ts'
import { advanceRefund } from './refund.ts'
import type { Turns } from './turns.ts'

/** Steps of one sweep; what is left over is due at the next. */
export const sweepStepsMax = 100

/** Attempts asked about side by side; the provider answers others while one is slow. */
const sideBySide = 8

async function inGroups<T>(rows: readonly T[], step: (row: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < rows.length; from += sideBySide) {
    await Promise.all(rows.slice(from, from + sideBySide).map(step))
  }
}

export async function sweep(ports: ServerPorts, turns: Turns): Promise<void> {
  const nowMs = ports.clock.nowMs()
  const attempts = await ports.db
    .selectFrom('payment_attempt')
    .select(['store_id', 'payment_id'])
    .where('due_ms', '<=', nowMs)
    .orderBy('due_ms')
    .orderBy('payment_id')
    .limit(sweepStepsMax)
    .execute()
  await inGroups(attempts, (key) => turns.run(key.payment_id, () => advance(ports, key)))
  const refunds = await ports.db
    .selectFrom('refund')
    .select('out_refund_no')
    .where('due_ms', '<=', nowMs)
    .orderBy('due_ms')
    .orderBy('out_refund_no')
    .limit(sweepStepsMax)
    .execute()
  await inGroups(refunds, ({ out_refund_no }) =>
    turns.run(out_refund_no, () => advanceRefund(ports, out_refund_no)),
  )
}
