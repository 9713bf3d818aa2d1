/** What the server's database says after a run, read once for all judges. */

import type { Selectable } from 'kysely'
import { liveStates } from '../../../domain/payment/attempt.ts'
import type { Database, Tables } from '../../../src-server/db/schema.ts'

type Row<T extends keyof Tables> = Selectable<Tables[T]>

export interface Books {
  readonly entries: readonly Row<'journal_entry'>[]
  readonly heads: readonly Row<'lane_head'>[]
  readonly quarantine: readonly Row<'quarantine'>[]
  readonly sales: readonly Row<'sale'>[]
  readonly saleLines: readonly Row<'sale_line'>[]
  readonly salePayments: readonly Row<'sale_payment'>[]
  readonly stockDeltas: readonly Row<'stock_delta'>[]
  readonly attempts: readonly Row<'payment_attempt'>[]
  readonly refunds: readonly Row<'refund'>[]
  readonly holds: readonly Row<'tender_hold'>[]
  readonly valueEntries: readonly Row<'stored_value_entry'>[]
  readonly coupons: readonly Row<'coupon'>[]
}

export async function readBooks(db: Database): Promise<Books> {
  return {
    entries: await db.selectFrom('journal_entry').selectAll().orderBy('lane_id').orderBy('seq').execute(),
    heads: await db.selectFrom('lane_head').selectAll().execute(),
    quarantine: await db.selectFrom('quarantine').selectAll().execute(),
    sales: await db.selectFrom('sale').selectAll().execute(),
    saleLines: await db.selectFrom('sale_line').selectAll().execute(),
    salePayments: await db.selectFrom('sale_payment').selectAll().execute(),
    stockDeltas: await db.selectFrom('stock_delta').selectAll().execute(),
    attempts: await db.selectFrom('payment_attempt').selectAll().execute(),
    refunds: await db.selectFrom('refund').selectAll().execute(),
    holds: await db.selectFrom('tender_hold').selectAll().execute(),
    valueEntries: await db.selectFrom('stored_value_entry').selectAll().execute(),
    coupons: await db.selectFrom('coupon').selectAll().execute(),
  }
}

/** What keeps the server from rest: payments and holds that may still take money or value, refunds still owed. */
export async function unsettled(db: Database): Promise<readonly string[]> {
  const attempts = await db
    .selectFrom('payment_attempt')
    .select(['payment_id', 'state'])
    .where(({ eb, or }) => or([eb('state', 'in', liveStates), eb('due_ms', 'is not', null)]))
    .execute()
  const refunds = await db
    .selectFrom('refund')
    .select(['out_refund_no', 'state'])
    .where('state', 'in', ['pending', 'processing'])
    .execute()
  const holds = await db.selectFrom('tender_hold').select('tender_id').where('state', '=', 'held').execute()
  return [
    ...holds.map(({ tender_id }) => `hold ${tender_id}`),
    ...attempts.map(({ payment_id, state }) => `payment ${payment_id} ${state}`),
    ...refunds.map(({ out_refund_no, state }) => `refund ${out_refund_no} ${state}`),
  ]
}
