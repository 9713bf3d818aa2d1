/**
 * The lane that has a suspended basket: what its journal says of it is all that is believed. A basket never leaves a
 * lane that may still take money for it, and never stays with one that never will.
 */

import { liveStates } from '../../domain/payment/attempt.ts'
import type { Trx } from '../db/schema.ts'
import type { SuspendedBasketTable } from '../db/tables/baskets.ts'

/** The row, locked until the transaction ends. */
export function lockBasket(
  trx: Trx,
  storeId: string,
  code: string,
): Promise<SuspendedBasketTable | undefined> {
  return trx
    .updateTable('suspended_basket')
    .set((update) => ({ state: update.ref('state') }))
    .where('store_id', '=', storeId)
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirst()
}

/** Whether money moved, or may be moving, for a sale. */
async function mayBePaid(trx: Trx, storeId: string, saleId: string): Promise<boolean> {
  const order = await trx
    .selectFrom('payment_order')
    .select('paid_by')
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .executeTakeFirst()
  if (order !== undefined && order.paid_by !== null) return true
  const live = await trx
    .selectFrom('payment_attempt')
    .select('payment_id')
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .where('state', 'in', liveStates)
    .executeTakeFirst()
  if (live !== undefined) return true
  const spent = await trx
    .selectFrom('tender_hold')
    .select('tender_id')
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .where('state', '=', 'captured')
    .executeTakeFirst()
  return spent !== undefined
}

/** Whether the sale that the basket left, and the one that has it or may have it, are surely without money. */
export async function isUnpaid(trx: Trx, row: SuspendedBasketTable): Promise<boolean> {
  for (const saleId of [row.sale_id, row.taken_sale_id])
    if (saleId !== null && (await mayBePaid(trx, row.store_id, saleId))) return false
  return true
}

/** A lane out of service pays for nothing: the server hears it no more. */
export async function isOutOfService(trx: Trx, laneId: string): Promise<boolean> {
  const lane = await trx
    .selectFrom('lane')
    .select('revoked_ms')
    .where('lane_id', '=', laneId)
    .executeTakeFirst()
  return lane === undefined || lane.revoked_ms !== null
}
