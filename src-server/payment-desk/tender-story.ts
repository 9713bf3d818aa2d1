/**
 * What cards and coupons had to do with a paid sale: what each paid, and what went back to each card on whose word.
 * Read from the store's own books; of a code there is no more in them than its last signs.
 */

import type { TenderKind } from '../../domain/sale/tenders.ts'
import { cardRefunds } from '../db/refund-joins.ts'
import type { Database } from '../db/schema.ts'
import type { SaleKey } from '../tenders/end.ts'

interface Share {
  readonly codeTail: string
  readonly amountMinor: number
}

interface GivenBack {
  readonly number: string
  readonly reason: string
  readonly badge: string
}

export type TenderEvent = { readonly atMs: number } & (
  | ({ readonly kind: 'tenderTaken'; readonly tender: TenderKind } & Share)
  | ({ readonly kind: 'cardRefunded' } & GivenBack & Share)
  | ({ readonly kind: 'goodsBack' } & GivenBack)
)

/** In the order they were held. */
async function takenOf(db: Database, sale: SaleKey, paidAtMs: number): Promise<readonly TenderEvent[]> {
  const holds = await db
    .selectFrom('tender_hold')
    .select(['tender', 'code_tail', 'amount_minor'])
    .where('store_id', '=', sale.store_id)
    .where('sale_id', '=', sale.sale_id)
    .where('state', '=', 'captured')
    .orderBy('position')
    .execute()
  return holds.flatMap(({ tender, code_tail: codeTail, amount_minor: amountMinor }): TenderEvent[] =>
    tender === null ? [] : [{ kind: 'tenderTaken', atMs: paidAtMs, tender, codeTail, amountMinor }],
  )
}

async function givenBackOf(db: Database, sale: SaleKey): Promise<readonly TenderEvent[]> {
  const shares = await cardRefunds(db)
    .innerJoin('tender_hold', (join) =>
      join
        .onRef('tender_hold.store_id', '=', 'card_refund.store_id')
        .onRef('tender_hold.tender_id', '=', 'card_refund.tender_id'),
    )
    .select([
      'sale_refund.number',
      'sale_refund.reason',
      'sale_refund.badge',
      'sale_refund.created_ms as atMs',
      'tender_hold.code_tail as codeTail',
      'card_refund.amount_minor as amountMinor',
    ])
    .where('sale_refund.store_id', '=', sale.store_id)
    .where('sale_refund.sale_id', '=', sale.sale_id)
    .orderBy('sale_refund.created_ms')
    .orderBy('sale_refund.number')
    .execute()
  return shares.map((share) => ({ kind: 'cardRefunded', ...share }))
}

/** What came back for nothing: coupons had paid for it. */
async function goodsBackOf(db: Database, sale: SaleKey): Promise<readonly TenderEvent[]> {
  const rows = await db
    .selectFrom('sale_refund')
    .select(['number', 'reason', 'badge', 'created_ms as atMs'])
    .where('store_id', '=', sale.store_id)
    .where('sale_id', '=', sale.sale_id)
    .where('amount_minor', '=', 0)
    .orderBy('created_ms')
    .orderBy('number')
    .execute()
  return rows.map((row) => ({ kind: 'goodsBack', ...row }))
}

/** `paidAtMs`: when the sale was paid, and with it all that was held for it was taken. */
export const tenderEvents = async (
  db: Database,
  sale: SaleKey,
  paidAtMs: number,
): Promise<readonly TenderEvent[]> => [
  ...(await takenOf(db, sale, paidAtMs)),
  ...(await givenBackOf(db, sale)),
  ...(await goodsBackOf(db, sale)),
]
