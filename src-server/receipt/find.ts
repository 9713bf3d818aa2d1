/** Finds a receipt by its token: folded from the lane's own facts, so that every rendering of a sale agrees. */

import type { Language } from '../../domain/item.ts'
import { type Receipt, receiptOf } from '../../domain/receipt.ts'
import { recordedSale } from '../journal/recorded-sale.ts'
import { storeOf, storeRow } from '../lanes/store.ts'
import type { ServerPorts } from '../ports.ts'
import { givenBack } from '../refunds/refundable.ts'

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
  const { paid, paymentId } = await recordedSale(db, sale)
  const store = storeOf(await storeRow(db, sale.store_id))
  const context = { store, laneName: sale.lane_name, language, publicUrl: settings.publicUrl }
  const { minor } = await givenBack(db, sale.store_id, paymentId)
  return { receipt: receiptOf(paid, context), refundedMinor: minor }
}
