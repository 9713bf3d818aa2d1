/**
 * Refunds as they are decided: a row with its number and its exact bytes, in the transaction that owes it. Numbers
 * follow from what they are about, so that a refund decided twice is one refund.
 */

import type { Insertable } from 'kysely'
import type { Trx } from '../db/schema.ts'
import type { RefundTable } from '../db/tables/refunds.ts'
import { sha256 } from '../hash.ts'
import type { ServerPorts } from '../ports.ts'
import type { Attempt } from './attempt.ts'
import { providerOf } from './providers/providers.ts'
import { orphanReason, saidToShopper } from './refund-words.ts'

/** Deterministic, and different from every sale's own. */
const orphanRefundNo = (outTradeNo: string): string => `R_${outTradeNo}_ORPH`

const numberHexDigits = 30

export const saleRefundNo = (storeId: string, refundId: string): string =>
  `R_${sha256(`scanway-refund ${storeId} ${refundId}`).slice(0, numberHexDigits)}`

/** The first question comes after this: providers ask for some patience. */
const orphanFirstMs = 10_000

type Owed = Pick<
  Insertable<RefundTable>,
  'out_refund_no' | 'amount_minor' | 'reason' | 'kind' | 'send_from_ms'
>

export async function oweRefund(trx: Trx, ports: ServerPorts, attempt: Attempt, owed: Owed): Promise<void> {
  const { out_trade_no: outTradeNo, amount_minor: totalMinor } = attempt
  const provider = providerOf(ports, attempt.wallet)
  const request_body = provider.refundBody({
    outRefundNo: owed.out_refund_no,
    outTradeNo,
    amountMinor: owed.amount_minor,
    totalMinor,
    reason: saidToShopper(owed.reason, provider.language),
  })
  await trx
    .insertInto('refund')
    .values({
      ...owed,
      store_id: attempt.store_id,
      payment_id: attempt.payment_id,
      out_trade_no: outTradeNo,
      request_body,
      state: 'pending',
      polls: 0,
      refusals: 0,
      due_ms: owed.send_from_ms,
      created_ms: ports.clock.nowMs(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Money no sale waits for goes back whole. */
export const oweOrphan = (trx: Trx, ports: ServerPorts, attempt: Attempt): Promise<void> =>
  oweRefund(trx, ports, attempt, {
    out_refund_no: orphanRefundNo(attempt.out_trade_no),
    amount_minor: attempt.amount_minor,
    reason: orphanReason,
    kind: 'orphan',
    send_from_ms: ports.clock.nowMs() + orphanFirstMs,
  })
