/**
 * Finds payments by whatever number somebody holds: the order's at the provider, which stands in the shopper's wallet,
 * the provider's own, a refund's, a sale's, an attempt's, or the number on a receipt; and in the same way sales that
 * cards and coupons covered, which no provider knows of. Reads only.
 */

import type { Currency } from '../../domain/money.ts'
import type { AttemptState } from '../../domain/payment/attempt.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { Database } from '../db/schema.ts'

/** How it stands; `covered`: paid, and no wallet had a part in it. */
export type PaymentState = AttemptState | 'covered'

export interface Found {
  /** By which its story is told. */
  readonly number: string
  readonly wallet: Wallet | undefined
  readonly state: PaymentState
  readonly amountMinor: number
  readonly currency: Currency
  readonly laneId: string
  readonly atMs: number
}

const foundMax = 50

/** Longer ones are receipts of no shop. */
const receiptNumber = /^\d{1,9}$/

/** Sales with this number on their receipt, or on something they gave back. */
const salesNamed = (db: Database, asked: string) =>
  db
    .selectFrom('sale_refund')
    .select('sale_id')
    .where(({ eb, or }) => or([eb('number', '=', asked), eb('refund_id', '=', asked)]))
    .union(
      db
        .selectFrom('sale')
        .select('sale_id')
        .where('receipt_number', '=', receiptNumber.test(asked) ? Number(asked) : -1),
    )

async function findAttempts(db: Database, asked: string): Promise<readonly Found[]> {
  const refunded = db.selectFrom('refund').select('out_trade_no').where('out_refund_no', '=', asked)
  const rows = await db
    .selectFrom('payment_attempt')
    .select(['out_trade_no', 'wallet', 'amount_minor', 'currency', 'state', 'lane_id', 'created_ms'])
    .where(({ eb, or }) =>
      or([
        eb('out_trade_no', '=', asked),
        eb('transaction_id', '=', asked),
        eb('payment_id', '=', asked),
        eb('sale_id', '=', asked),
        eb('out_trade_no', 'in', refunded),
        eb('sale_id', 'in', salesNamed(db, asked)),
      ]),
    )
    .orderBy('created_ms', 'desc')
    .orderBy('out_trade_no')
    .limit(foundMax)
    .execute()
  return rows.map(({ out_trade_no: number, wallet, state, currency, ...row }) => {
    return { number, wallet, state, currency, ...placed(row), atMs: row.created_ms }
  })
}

const placed = (row: { readonly amount_minor: number; readonly lane_id: string }) => ({
  amountMinor: row.amount_minor,
  laneId: row.lane_id,
})

async function findCovers(db: Database, asked: string): Promise<readonly Found[]> {
  const rows = await db
    .selectFrom('cover')
    .select(['number', 'amount_minor', 'currency', 'lane_id', 'paid_at_ms'])
    .where(({ eb, or }) =>
      or([
        eb('number', '=', asked),
        eb('payment_id', '=', asked),
        eb('sale_id', '=', asked),
        eb('sale_id', 'in', salesNamed(db, asked)),
      ]),
    )
    .orderBy('paid_at_ms', 'desc')
    .orderBy('number')
    .limit(foundMax)
    .execute()
  return rows.map(({ number, currency, ...row }) => {
    return { number, wallet: undefined, state: 'covered', currency, ...placed(row), atMs: row.paid_at_ms }
  })
}

/** Newest first. */
export async function findPayments(db: Database, asked: string): Promise<readonly Found[]> {
  const found = [...(await findAttempts(db, asked)), ...(await findCovers(db, asked))]
  return found.toSorted((one, other) => other.atMs - one.atMs).slice(0, foundMax)
}
