/**
 * How a hold ends: captured with the sale it is for, or given back, never both. Whoever calls has locked the sale's
 * order and knows how it stands with its payments; holds are undone in the reverse of the order they were made in.
 */

import type { Selectable } from 'kysely'
import { liveStates } from '../../domain/payment/attempt.ts'
import type { FactKind } from '../../domain/sale/fact.ts'
import type { Trx } from '../db/schema.ts'
import type { HoldState, TenderHoldTable } from '../db/tables/tenders.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { lockOrder } from '../payments/order.ts'
import { cardAccount, move } from './books.ts'

export type Hold = Selectable<TenderHoldTable>

/** Facts after which nobody pays for the sale at this lane any more. */
export const leavingFacts: readonly FactKind[] = ['BasketVoided', 'BasketHandedOver', 'SaleParked']

/** Whether the lane's journal says that the sale left unpaid; what is asked for it then was long on its way. */
export async function hasLeft(trx: Trx, { storeId, laneId, epoch }: Lane, saleId: string): Promise<boolean> {
  const left = await trx
    .selectFrom('journal_entry')
    .select('seq')
    .where('store_id', '=', storeId)
    .where('lane_id', '=', laneId)
    .where('epoch', '=', epoch)
    .where('sale_id', '=', saleId)
    .where('fact_kind', 'in', leavingFacts)
    .executeTakeFirst()
  return left !== undefined
}

export interface SaleKey {
  readonly store_id: string
  readonly sale_id: string
}

/** Last made first. */
export const heldFor = (trx: Trx, { store_id, sale_id }: SaleKey): Promise<readonly Hold[]> =>
  trx
    .selectFrom('tender_hold')
    .selectAll()
    .where('store_id', '=', store_id)
    .where('sale_id', '=', sale_id)
    .where('state', '=', 'held')
    .orderBy('position', 'desc')
    .execute()

/** Whether the hold was open until now: of two who end it, one does. */
async function end(
  trx: Trx,
  { store_id, tender_id }: Hold,
  state: Exclude<HoldState, 'held'>,
): Promise<boolean> {
  const ended = await trx
    .updateTable('tender_hold')
    .set({ state })
    .where('store_id', '=', store_id)
    .where('tender_id', '=', tender_id)
    .where('state', '=', 'held')
    .returning('tender_id')
    .executeTakeFirst()
  return ended !== undefined
}

async function release(trx: Trx, hold: Hold, atMs: number): Promise<void> {
  const { store_id, tender_id, tender, source_id, amount_minor: amountMinor } = hold
  if (source_id === null || !(await end(trx, hold, 'released'))) return
  if (tender === 'storedValue') {
    const entryId = `release ${tender_id}`
    await move(trx, {
      storeId: store_id,
      entryId,
      from: 'held',
      to: cardAccount(source_id),
      amountMinor,
      atMs,
    })
    return
  }
  await trx
    .updateTable('coupon')
    .set({ held_by: null })
    .where('store_id', '=', store_id)
    .where('coupon_id', '=', source_id)
    .where('held_by', '=', tender_id)
    .execute()
}

export async function releaseAll(trx: Trx, holds: readonly Hold[], atMs: number): Promise<void> {
  for (const hold of holds) await release(trx, hold, atMs)
}

/** In the transaction in which the sale is paid: what is held for it is spent. */
export async function captureTenders(trx: Trx, sale: SaleKey, atMs: number): Promise<void> {
  for (const hold of await heldFor(trx, sale)) {
    if (!(await end(trx, hold, 'captured')) || hold.tender !== 'storedValue') continue
    const entryId = `capture ${hold.tender_id}`
    const amountMinor = hold.amount_minor
    await move(trx, { storeId: sale.store_id, entryId, from: 'held', to: 'redeemed', amountMinor, atMs })
  }
}

/** Whether money moved for the sale (`paid`), may be moving (`paying`), or surely neither; the order is locked. */
export async function standingOf(trx: Trx, sale: SaleKey): Promise<'paid' | 'paying' | 'open'> {
  const order = await lockOrder(trx, sale)
  if (order !== undefined && order.paid_by !== null) return 'paid'
  const live = await trx
    .selectFrom('payment_attempt')
    .select('payment_id')
    .where('store_id', '=', sale.store_id)
    .where('sale_id', '=', sale.sale_id)
    .where('state', 'in', liveStates)
    .executeTakeFirst()
  return live === undefined ? 'open' : 'paying'
}

/** Gives back all that is held for a sale nobody pays for any more; nothing while a payment of it may succeed. */
export async function releaseSale(trx: Trx, sale: SaleKey, atMs: number): Promise<void> {
  if ((await standingOf(trx, sale)) === 'open') await releaseAll(trx, await heldFor(trx, sale), atMs)
}
