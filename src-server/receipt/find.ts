/** Finds a receipt by its token: folded from the lane's own facts, so that every rendering of a sale agrees. */

import type { Language } from '../../domain/item.ts'
import { type Receipt, receiptOf } from '../../domain/receipt.ts'
import { assert } from '../../domain/result.ts'
import { deriveSale } from '../journal/sale.ts'
import { saleEntries } from '../journal/sale-entries.ts'
import { storeOf, storeRow } from '../lanes/store.ts'
import type { ServerPorts } from '../ports.ts'

export async function findReceipt(
  { db, settings }: ServerPorts,
  token: string,
  language: Language,
): Promise<Receipt | undefined> {
  const sale = await db
    .selectFrom('sale')
    .innerJoin('lane', 'lane.lane_id', 'sale.lane_id')
    .select(['sale.store_id', 'sale.lane_id', 'sale.epoch', 'first_seq', 'paid_seq', 'lane_name'])
    .where('receipt_token', '=', token)
    .executeTakeFirst()
  if (sale === undefined) return undefined
  const { store_id: storeId, lane_id: laneId, epoch, paid_seq: paidSeq } = sale
  const entries = await saleEntries(db, { storeId, laneId, epoch, paidSeq }, sale.first_seq)
  assert(entries.ok, 'a recorded sale has readable facts')
  const last = entries.value.at(-1)?.fact
  assert(last?.kind === 'SalePaid', 'a recorded sale ends with its payment')
  const derived = deriveSale(entries.value, last)
  assert(derived.ok, 'a recorded sale folds')
  const store = storeOf(await storeRow(db, storeId))
  const context = { store, laneName: sale.lane_name, language, publicUrl: settings.publicUrl }
  return receiptOf(derived.value.paid, context)
}
