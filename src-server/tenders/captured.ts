/** Holds a paid sale's tenders against the server's own: the same ones, each captured, for the same amount. */

import type { PaidSale } from '../../domain/sale/sale.ts'
import type { Trx } from '../db/schema.ts'

export async function areCaptured(
  trx: Trx,
  storeId: string,
  { saleId, tenders }: Pick<PaidSale, 'saleId' | 'tenders'>,
): Promise<boolean> {
  const captured = await trx
    .selectFrom('tender_hold')
    .select(['tender_id', 'amount_minor'])
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .where('state', '=', 'captured')
    .execute()
  const amounts = new Map(captured.map((row) => [row.tender_id, row.amount_minor]))
  return (
    amounts.size === tenders.length &&
    tenders.every(({ tenderId, amountMinor }) => amounts.get(tenderId) === amountMinor)
  )
}
