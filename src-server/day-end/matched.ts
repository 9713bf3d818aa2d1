/** What agreed with the bills of a day, read back with the sale it belongs to. */

import type { Wallet } from '../../domain/sale/fact.ts'
import type { Database } from '../db/schema.ts'

export interface MatchedRow {
  readonly provider: Wallet
  readonly outTradeNo: string
  /** `null` for a payment. */
  readonly outRefundNo: string | null
  readonly transactionId: string | null
  readonly storeId: string
  readonly laneId: string
  readonly saleId: string
  readonly amountMinor: number
}

/** More than a large chain's day; what is beyond is not exported. */
const rowsMax = 200_000

const place = [
  'payment_attempt.store_id as storeId',
  'payment_attempt.lane_id as laneId',
  'payment_attempt.sale_id as saleId',
  'payment_attempt.transaction_id as transactionId',
  'payment_attempt.out_trade_no as outTradeNo',
] as const

export async function readMatchedRows(db: Database, day: string): Promise<readonly MatchedRow[]> {
  const payments = await db
    .selectFrom('day_match')
    .innerJoin('payment_attempt', 'payment_attempt.out_trade_no', 'day_match.number')
    .select([...place, 'day_match.provider', 'payment_attempt.amount_minor as amountMinor'])
    .where('day_match.day', '=', day)
    .orderBy('payment_attempt.paid_at_ms')
    .orderBy('payment_attempt.out_trade_no')
    .limit(rowsMax)
    .execute()
  const refunds = await db
    .selectFrom('day_match')
    .innerJoin('refund', 'refund.out_refund_no', 'day_match.number')
    .innerJoin('payment_attempt', 'payment_attempt.out_trade_no', 'refund.out_trade_no')
    .select([
      ...place,
      'day_match.provider',
      'refund.amount_minor as amountMinor',
      'refund.out_refund_no as outRefundNo',
    ])
    .where('day_match.day', '=', day)
    .orderBy('refund.created_ms')
    .orderBy('refund.out_refund_no')
    .limit(rowsMax)
    .execute()
  return [...payments.map((payment) => ({ ...payment, outRefundNo: null })), ...refunds]
}
