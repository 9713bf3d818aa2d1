/** Finds the paid sale behind a receipt, for an attendant of the same store and nobody else. */

import { type FoundReceipt, type ReceiptFind, receiptsFoundMax } from '../../domain/contract/refund.ts'
import type { Database } from '../db/schema.ts'
import { refundableSale } from './refundable.ts'

export async function findReceipts(
  db: Database,
  storeId: string,
  wanted: ReceiptFind,
): Promise<readonly FoundReceipt[]> {
  const sales = db.selectFrom('sale').selectAll().where('store_id', '=', storeId)
  const named =
    'token' in wanted
      ? sales.where('receipt_token', '=', wanted.token)
      : sales.where('receipt_number', '=', wanted.receiptNumber)
  const rows = await named.orderBy('paid_at_ms', 'desc').orderBy('sale_id').limit(receiptsFoundMax).execute()
  const lanes = await db
    .selectFrom('lane')
    .select(['lane_id', 'lane_name'])
    .where('store_id', '=', storeId)
    .execute()
  const nameOf = new Map(lanes.map(({ lane_id, lane_name }) => [lane_id, lane_name]))
  return Promise.all(
    rows.map(async (sale) => ({
      ...(await refundableSale(db, sale)),
      laneName: nameOf.get(sale.lane_id) ?? sale.lane_id,
      paidAtMs: sale.paid_at_ms,
    })),
  )
}
