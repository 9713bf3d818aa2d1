/**
 * What was paid for a sale in money, by which tender, and what went back of it: whether or not it has arrived. Read
 * from the server's own books alone. Coupons are no money and stand in none of it.
 */

import type { ExpressionBuilder, ExpressionWrapper, Selectable, SqlBool } from 'kysely'
import * as v from 'valibot'
import type { RefundUnits } from '../../domain/refund.ts'
import type { PaidMoney, RefundableCard } from '../../domain/refund-shares.ts'
import type { Database, Tables, Trx } from '../db/schema.ts'
import type { SaleRefundTable } from '../db/tables/refunds.ts'
import type { SaleKey } from '../tenders/end.ts'

export type SaleRefund = Selectable<SaleRefundTable>

/** Units as a refund's row keeps them. */
const unitsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ lineId: v.string(), quantity: v.number() })),
)

/** What a refund's row says came back; nothing where it names an amount alone. */
export function unitsOf(lines: string | null): readonly RefundUnits[] {
  const parsed = v.safeParse(unitsSchema, lines)
  return parsed.success ? parsed.output : []
}

/** Whether the wallet's part of a refund was settled as void: then none of it ever happened, and it counts no more. */
export const isNotVoid = ({
  not,
  exists,
  selectFrom,
}: ExpressionBuilder<Tables, 'sale_refund'>): ExpressionWrapper<Tables, 'sale_refund', SqlBool> =>
  not(
    exists(
      selectFrom('refund')
        .select('refund.state')
        .whereRef('refund.out_refund_no', '=', 'sale_refund.number')
        .where('refund.state', '=', 'void'),
    ),
  )

export const refundsOfSale = (
  db: Database | Trx,
  { store_id, sale_id }: SaleKey,
): Promise<readonly SaleRefund[]> =>
  db
    .selectFrom('sale_refund')
    .selectAll()
    .where('store_id', '=', store_id)
    .where('sale_id', '=', sale_id)
    .where(isNotVoid)
    .execute()

export const refundedMinor = (refunds: readonly SaleRefund[]): number =>
  refunds.reduce((sum, { amount_minor }) => sum + amount_minor, 0)

/** Cards that paid for it, in the order they were held. */
async function readCards(
  db: Database | Trx,
  { store_id, sale_id }: SaleKey,
): Promise<readonly RefundableCard[]> {
  const holds = await db
    .selectFrom('tender_hold')
    .select(['tender_id', 'code_tail', 'amount_minor'])
    .where('store_id', '=', store_id)
    .where('sale_id', '=', sale_id)
    .where('state', '=', 'captured')
    .where('tender', '=', 'storedValue')
    .orderBy('position')
    .execute()
  if (holds.length === 0) return []
  const given = await db
    .selectFrom('card_refund')
    .select(['tender_id', 'amount_minor'])
    .where('store_id', '=', store_id)
    .where(
      'tender_id',
      'in',
      holds.map(({ tender_id }) => tender_id),
    )
    .execute()
  return holds.map(({ tender_id: tenderId, code_tail: codeHint, amount_minor: paidMinor }) => ({
    tenderId,
    codeHint,
    paidMinor,
    refundedMinor: given
      .filter(({ tender_id }) => tender_id === tenderId)
      .reduce((sum, { amount_minor }) => sum + amount_minor, 0),
  }))
}

/** `walletMinor` is the wallet's part of the sale. */
export async function paidMoney(
  db: Database | Trx,
  sale: SaleKey,
  walletMinor: number,
  refunds: readonly SaleRefund[],
): Promise<PaidMoney> {
  const cards = await readCards(db, sale)
  return {
    paidMinor: cards.reduce((sum, card) => sum + card.paidMinor, walletMinor),
    refundedMinor: refundedMinor(refunds),
    cards,
  }
}
