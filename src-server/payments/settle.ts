/**
 * What evidence of money does. It counts only where number, amount and currency are the attempt's own. Money for a
 * live attempt pays the sale; money for one that had ended is an orphan, and its refund is owed from the same
 * transaction on. Paid stays paid, whatever is heard later.
 */

import type { Trx } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'
import { type Attempt, type AttemptKey, isLive, lockAttempt, orphanRefundNo } from './attempt.ts'
import type { PaidEvidence } from './provider.ts'
import { refundFirstMs } from './schedule.ts'

export type Settlement = 'paid' | 'orphaned' | 'unchanged' | 'mismatch'

type SettlePorts = Pick<ServerPorts, 'clock' | 'log' | 'provider'>

const agrees = (attempt: Attempt, evidence: PaidEvidence): boolean =>
  evidence.outTradeNo === attempt.out_trade_no &&
  evidence.amountMinor === attempt.amount_minor &&
  evidence.currency === attempt.currency

async function recordMoney(
  trx: Trx,
  attempt: Attempt,
  evidence: PaidEvidence,
  state: 'paid' | 'orphaned',
): Promise<void> {
  await trx
    .updateTable('payment_attempt')
    .set({
      state,
      // A lane that asks about an orphan hears that its payment ended, as it was told before.
      ending: state === 'orphaned' ? (attempt.ending ?? 'closed') : attempt.ending,
      transaction_id: evidence.transactionId,
      paid_at_ms: evidence.paidAtMs,
      code_url: null,
      due_ms: null,
    })
    .where('store_id', '=', attempt.store_id)
    .where('payment_id', '=', attempt.payment_id)
    .execute()
}

/** Whether the sale still waited for money; at most one attempt can answer it. */
async function claimOrder(trx: Trx, { store_id, sale_id, payment_id }: Attempt): Promise<boolean> {
  const claimed = await trx
    .updateTable('payment_order')
    .set({ paid_by: payment_id })
    .where('store_id', '=', store_id)
    .where('sale_id', '=', sale_id)
    .where('paid_by', 'is', null)
    .returning('sale_id')
    .executeTakeFirst()
  return claimed !== undefined
}

async function oweRefund(trx: Trx, ports: SettlePorts, attempt: Attempt): Promise<void> {
  const outRefundNo = orphanRefundNo(attempt.out_trade_no)
  const reason = '付款已取消，自动退款'
  const body = ports.provider.refundBody({
    outRefundNo,
    outTradeNo: attempt.out_trade_no,
    amountMinor: attempt.amount_minor,
    totalMinor: attempt.amount_minor,
    reason,
  })
  const nowMs = ports.clock.nowMs()
  await trx
    .insertInto('refund')
    .values({
      store_id: attempt.store_id,
      out_refund_no: outRefundNo,
      payment_id: attempt.payment_id,
      out_trade_no: attempt.out_trade_no,
      amount_minor: attempt.amount_minor,
      reason,
      request_body: body,
      state: 'pending',
      polls: 0,
      due_ms: nowMs + refundFirstMs,
      created_ms: nowMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function orphan(trx: Trx, ports: SettlePorts, attempt: Attempt, evidence: PaidEvidence): Promise<void> {
  const { out_trade_no: outTradeNo } = attempt
  ports.log.alarm('PaymentOrphaned', { outTradeNo, isRefunded: evidence.isRefunded })
  await recordMoney(trx, attempt, evidence, 'orphaned')
  // Money that already went back needs no second refund.
  if (!evidence.isRefunded) await oweRefund(trx, ports, attempt)
}

export async function settle(
  trx: Trx,
  ports: SettlePorts,
  key: AttemptKey,
  evidence: PaidEvidence,
): Promise<Settlement> {
  const attempt = await lockAttempt(trx, key)
  if (!agrees(attempt, evidence)) {
    ports.log.alarm('EvidenceMismatch', { outTradeNo: attempt.out_trade_no })
    return 'mismatch'
  }
  if (attempt.state === 'paid' || attempt.state === 'orphaned') return 'unchanged'
  if (!isLive(attempt) || !(await claimOrder(trx, attempt))) {
    await orphan(trx, ports, attempt, evidence)
    return 'orphaned'
  }
  await recordMoney(trx, attempt, evidence, 'paid')
  ports.log.info('PaymentSettled', { paymentId: attempt.payment_id, amountMinor: attempt.amount_minor })
  return 'paid'
}
