/** Finds a receipt by its token: folded from the lane's own facts, so that every rendering of a sale agrees. */

import type { Language } from '../../domain/item.ts'
import { type Receipt, receiptOf } from '../../domain/receipt.ts'
import { recordedSale } from '../journal/recorded-sale.ts'
import { storeOf, storeRow } from '../lanes/store.ts'
import type { ServerPorts } from '../ports.ts'
import { refundedMinor, refundsOfSale } from '../refunds/given.ts'

export interface FoundReceipt {
  readonly receipt: Receipt
  /** What went back of it since, or is on its way. */
  readonly refundedMinor: number
}

export async function findReceipt(
  { db, settings }: ServerPorts,
  token: string,
  language: Language,
): Promise<FoundReceipt | undefined> {
  const sale = await db
    .selectFrom('sale')
    .innerJoin('lane', 'lane.lane_id', 'sale.lane_id')
    .select(['sale.store_id', 'sale.lane_id', 'sale.epoch', 'first_seq', 'paid_seq', 'lane_name'])
    .where('receipt_token', '=', token)
    .executeTakeFirst()
  if (sale === undefined) return undefined
  const { paid } = await recordedSale(db, sale)
  const store = storeOf(await storeRow(db, sale.store_id))
  const context = { store, laneName: sale.lane_name, language, publicUrl: settings.publicUrl }
  const refunds = await refundsOfSale(db, { store_id: sale.store_id, sale_id: paid.saleId })
  return { receipt: receiptOf(paid, context), refundedMinor: refundedMinor(refunds) }
}
