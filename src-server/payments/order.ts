/**
 * A sale's order of payment: what its attempts compete for. Its row is locked before any attempt's, everywhere, so
 * that two servers on one database never wait for each other in a circle.
 */

import type { Selectable } from 'kysely'
import { isLive } from '../../domain/payment/attempt.ts'
import { ok, present, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import type { PaymentOrderTable } from '../db/tables/payments.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { idTaken } from './claim.ts'

/** More attempts than anyone makes who wants to pay. */
const attemptsPerSaleMax = 50

const inProgress = refuse(409, 'PaymentInProgress', 'Another payment of this sale is not over yet.')
const alreadyPaid = refuse(409, 'SaleAlreadyPaid', 'This sale is paid.')
const tooMany = refuse(429, 'TooManyAttempts', 'This sale was tried to be paid too often.')

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

/** The sale's order with its row locked, made where nobody asked to pay the sale before. */
export async function openOrder(trx: Trx, lane: Lane, saleId: string): Promise<Order> {
  await trx
    .insertInto('payment_order')
    .values({ store_id: lane.storeId, sale_id: saleId, lane_id: lane.laneId, paid_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // The order's row is locked from here on: attempts of one sale are opened one after the other.
  const order = await lockOrder(trx, { store_id: lane.storeId, sale_id: saleId })
  return present(order, 'the order was just made')
}

/** Whether the sale may be paid by something new. */
export async function checkFree(trx: Trx, lane: Lane, order: Order): Promise<Result<undefined, HttpRefusal>> {
  if (order.lane_id !== lane.laneId) return idTaken
  if (order.paid_by !== null) return alreadyPaid
  const attempts = await trx
    .selectFrom('payment_attempt')
    .select('state')
    .where('store_id', '=', lane.storeId)
    .where('sale_id', '=', order.sale_id)
    .execute()
  if (attempts.some(isLive)) return inProgress
  return attempts.length >= attemptsPerSaleMax ? tooMany : ok(undefined)
}

export async function payOrder(trx: Trx, { store_id, sale_id }: OrderKey, paymentId: string): Promise<void> {
  await trx
    .updateTable('payment_order')
    .set({ paid_by: paymentId })
    .where('store_id', '=', store_id)
    .where('sale_id', '=', sale_id)
    .execute()
}
