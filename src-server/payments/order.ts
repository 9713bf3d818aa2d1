/**
 * A sale's order of payment: what its attempts compete for. Its row is locked before any attempt's, everywhere, so
 * that two servers on one database never wait for each other in a circle.
 */

import type { Selectable } from 'kysely'
import type { Trx } from '../db/schema.ts'
import type { PaymentOrderTable } from '../db/tables/payments.ts'

export type Order = Selectable<PaymentOrderTable>

interface OrderKey {
  readonly store_id: string
  readonly sale_id: string
}

/** The order with its row locked until the transaction ends. */
export function lockOrder(trx: Trx, { store_id, sale_id }: OrderKey): Promise<Order | undefined> {
  return trx
    .updateTable('payment_order')
    .set((update) => ({ paid_by: update.ref('paid_by') }))
    .where('store_id', '=', store_id)
    .where('sale_id', '=', sale_id)
    .returningAll()
    .executeTakeFirst()
}

export async function payOrder(trx: Trx, { store_id, sale_id }: OrderKey, paymentId: string): Promise<void> {
  await trx
    .updateTable('payment_order')
    .set({ paid_by: paymentId })
    .where('store_id', '=', store_id)
    .where('sale_id', '=', sale_id)
    .execute()
}
