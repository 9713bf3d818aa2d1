/**
 * Carries a refund that is owed to its end: the same number and the same bytes until the provider has taken it, then
 * questions until it says how it ended. What it cannot finish by itself becomes an alarm, and stays owed.
 */

import type { Selectable } from 'kysely'
import type { Database, RefundState, RefundTable, Trx } from '../db/schema.ts'
import type { Log } from '../log.ts'
import type { ServerPorts } from '../ports.ts'
import { recorded } from './calls.ts'
import type { RefundEvidence } from './provider.ts'
import { backoffAfter, stuckAfterMs } from './schedule.ts'

type Refund = Selectable<RefundTable>

const finalStates: ReadonlySet<RefundState> = new Set(['success', 'closed', 'abnormal'])

export type RefundHeard = 'applied' | 'unchanged' | 'unknown' | 'mismatch'

/** Applies what the provider says of a refund. `success` is never undone. */
export async function applyRefund(
  db: Database | Trx,
  log: Log,
  evidence: RefundEvidence,
): Promise<RefundHeard> {
  const refund = await db
    .selectFrom('refund')
    .selectAll()
    .where('out_refund_no', '=', evidence.outRefundNo)
    .executeTakeFirst()
  if (refund === undefined) return 'unknown'
  const agrees = evidence.outTradeNo === refund.out_trade_no && evidence.refundMinor === refund.amount_minor
  if (!agrees) {
    log.alarm('EvidenceMismatch', { outRefundNo: refund.out_refund_no })
    return 'mismatch'
  }
  if (refund.state === 'success' || refund.state === evidence.state) return 'unchanged'
  const isFinal = finalStates.has(evidence.state)
  if (evidence.state === 'closed' || evidence.state === 'abnormal') {
    log.alarm('RefundNeedsPerson', { outRefundNo: refund.out_refund_no, state: evidence.state })
  }
  await db
    .updateTable('refund')
    .set(isFinal ? { state: evidence.state, due_ms: null } : { state: evidence.state })
    .where('out_refund_no', '=', refund.out_refund_no)
    .execute()
  return 'applied'
}

async function askAgain({ db, clock, log }: ServerPorts, refund: Refund): Promise<void> {
  const nowMs = clock.nowMs()
  if (nowMs - refund.created_ms > stuckAfterMs) {
    log.alarm('RefundStuck', { outRefundNo: refund.out_refund_no, state: refund.state })
  }
  await db
    .updateTable('refund')
    .set({ polls: refund.polls + 1, due_ms: nowMs + backoffAfter(refund.polls + 2) })
    .where('out_refund_no', '=', refund.out_refund_no)
    .where('due_ms', 'is not', null)
    .execute()
}

/** One step of a refund that is due. */
export async function advanceRefund(ports: ServerPorts, outRefundNo: string): Promise<void> {
  const { db, provider } = ports
  const refund = await db
    .selectFrom('refund')
    .selectAll()
    .where('out_refund_no', '=', outRefundNo)
    .executeTakeFirstOrThrow()
  if (finalStates.has(refund.state)) return
  const answer =
    refund.state === 'pending'
      ? await recorded(ports, refund, 'refund', () => provider.refund(outRefundNo, refund.request_body))
      : await recorded(ports, refund, 'queryRefund', () =>
          provider.queryRefund(outRefundNo, refund.out_trade_no),
        )
  if (answer.ok) await applyRefund(db, ports.log, answer.value)
  await askAgain(ports, refund)
}
