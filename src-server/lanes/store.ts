/** The store as receipts and lanes name it, read from its row. */

import type { Selectable } from 'kysely'
import type { Store } from '../../domain/receipt.ts'
import { present } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { StoreTable } from '../db/tables/store.ts'

export async function storeRow(db: Database | Trx, storeId: string): Promise<Selectable<StoreTable>> {
  const row = await db.selectFrom('store').selectAll().where('store_id', '=', storeId).executeTakeFirst()
  return present(row, 'every lane and sale belongs to a store')
}

export const storeOf = (row: Selectable<StoreTable>): Store => ({
  storeId: row.store_id,
  names: { 'zh-CN': row.name_zh, en: row.name_en },
  address: row.address,
  taxNumber: row.tax_number,
})
