/**
 * Finds payments by whatever number somebody holds: the order's at the provider, which stands in the shopper's wallet,
 * the provider's own, a refund's, a sale's, an attempt's, or the number on a receipt. Reads only.
 */

import type { Selectable } from 'kysely'
import type { Database, PaymentAttemptTable } from '../db/schema.ts'

export type Found = Pick<
  Selectable<PaymentAttemptTable>,
  | 'out_trade_no'
  | 'wallet'
  | 'mode'
  | 'amount_minor'
  | 'currency'
  | 'state'
  | 'ending'
  | 'lane_id'
  | 'sale_id'
  | 'created_ms'
>

const foundMax = 50

/** Longer ones are receipts of no shop. */
const receiptNumber = /^\d{1,9}$/

export function findPayments(db: Database, asked: string): Promise<readonly Found[]> {
  const refunded = db.selectFrom('refund').select('out_trade_no').where('out_refund_no', '=', asked)
  const returned = db
    .selectFrom('sale_refund')
    .select('sale_id')
    .where(({ eb, or }) => or([eb('number', '=', asked), eb('refund_id', '=', asked)]))
  const sold = db
    .selectFrom('sale')
    .select('sale_id')
    .where('receipt_number', '=', receiptNumber.test(asked) ? Number(asked) : -1)
  return db
    .selectFrom('payment_attempt')
    .select([
      'out_trade_no',
      'wallet',
      'mode',
      'amount_minor',
      'currency',
      'state',
      'ending',
      'lane_id',
      'sale_id',
      'created_ms',
    ])
    .where(({ eb, or }) =>
      or([
        eb('out_trade_no', '=', asked),
        eb('transaction_id', '=', asked),
        eb('payment_id', '=', asked),
        eb('sale_id', '=', asked),
        eb('out_trade_no', 'in', refunded),
        eb('sale_id', 'in', sold),
        eb('sale_id', 'in', returned),
      ]),
    )
    .orderBy('created_ms', 'desc')
    .orderBy('out_trade_no')
    .limit(foundMax)
    .execute()
}
