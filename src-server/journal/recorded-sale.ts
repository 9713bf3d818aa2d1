/** Folds a recorded sale from the lane's own facts again, so that every rendering of it agrees. */

import { assert } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { SaleTable } from '../db/tables/journal.ts'
import { type DerivedSale, deriveSale } from './sale.ts'
import { saleEntries } from './sale-entries.ts'

type Recorded = Pick<SaleTable, 'store_id' | 'lane_id' | 'epoch' | 'first_seq' | 'paid_seq'>

export async function recordedSale(db: Database | Trx, sale: Recorded): Promise<DerivedSale> {
  const place = { storeId: sale.store_id, laneId: sale.lane_id, epoch: sale.epoch, paidSeq: sale.paid_seq }
  const entries = await saleEntries(db, place, sale.first_seq)
  assert(entries.ok, 'a recorded sale has readable facts')
  const last = entries.value.at(-1)?.fact
  assert(last?.kind === 'SalePaid', 'a recorded sale ends with its payment')
  const derived = deriveSale(entries.value, last)
  assert(derived.ok, 'a recorded sale folds')
  return derived.value
}
