/**
 * What the store's own cards and coupons paid on a day, and what cards got back. No provider's bill knows of it, so it
 * is only summed: what it has to agree with are the wallets' parts, which the bills are held against.
 */

import * as v from 'valibot'
import type { TenderKind } from '../../domain/sale/tenders.ts'
import { cardRefunds } from '../db/refund-joins.ts'
import type { Trx } from '../db/schema.ts'
import { dayMs, startOf } from './day.ts'

const whole = v.pipe(v.number(), v.safeInteger())
const sumSchema = v.object({ count: whole, minor: whole })

export const tenderSumsSchema = v.object({ cards: sumSchema, coupons: sumSchema, cardRefunds: sumSchema })

export type TenderSums = v.InferOutput<typeof tenderSumsSchema>
type Sum = TenderSums['cards']

const nothing: Sum = { count: 0, minor: 0 }

/** Engines count and sum in types of their own. */
const sumOfRow = (row: { count: unknown; minor: unknown } | undefined): Sum =>
  row === undefined ? nothing : { count: Number(row.count), minor: Number(row.minor ?? 0) }

async function takenOf(trx: Trx, fromMs: number): Promise<ReadonlyMap<TenderKind | null, Sum>> {
  const rows = await trx
    .selectFrom('tender_hold')
    .innerJoin('payment_order', (join) =>
      join
        .onRef('payment_order.store_id', '=', 'tender_hold.store_id')
        .onRef('payment_order.sale_id', '=', 'tender_hold.sale_id'),
    )
    .leftJoin('payment_attempt', (join) =>
      join
        .onRef('payment_attempt.store_id', '=', 'payment_order.store_id')
        .onRef('payment_attempt.payment_id', '=', 'payment_order.paid_by'),
    )
    .leftJoin('cover', (join) =>
      join
        .onRef('cover.store_id', '=', 'payment_order.store_id')
        .onRef('cover.payment_id', '=', 'payment_order.paid_by'),
    )
    .select(({ fn }) => [
      'tender_hold.tender',
      fn.countAll().as('count'),
      fn.sum('tender_hold.amount_minor').as('minor'),
    ])
    .where('tender_hold.state', '=', 'captured')
    .where(({ fn }) => fn.coalesce('payment_attempt.paid_at_ms', 'cover.paid_at_ms'), '>=', fromMs)
    .where(({ fn }) => fn.coalesce('payment_attempt.paid_at_ms', 'cover.paid_at_ms'), '<', fromMs + dayMs)
    .groupBy('tender_hold.tender')
    .execute()
  return new Map(rows.map((row) => [row.tender, sumOfRow(row)]))
}

async function givenBack(trx: Trx, fromMs: number): Promise<Sum> {
  const row = await cardRefunds(trx)
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('card_refund.amount_minor').as('minor')])
    .where('sale_refund.created_ms', '>=', fromMs)
    .where('sale_refund.created_ms', '<', fromMs + dayMs)
    .executeTakeFirst()
  return sumOfRow(row)
}

export async function tenderSums(trx: Trx, day: string): Promise<TenderSums> {
  const fromMs = startOf(day)
  const taken = await takenOf(trx, fromMs)
  return {
    cards: taken.get('storedValue') ?? nothing,
    coupons: taken.get('coupon') ?? nothing,
    cardRefunds: await givenBack(trx, fromMs),
  }
}
