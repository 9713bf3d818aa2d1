/**
 * Hands a suspended basket to the lane that shows its code: to one lane at a time, and to none once it is paid or a
 * payment for it may be under way. The lines are folded from the journal they were scanned on, never received anew.
 */

import type { Line } from '../../domain/basket.ts'
import type { BasketTakeRequest, SuspendedBasket } from '../../domain/contract/suspended.ts'
import { liveStates } from '../../domain/payment/attempt.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SuspendedLine } from '../../domain/sale/decide-hand-over.ts'
import { staffReasons } from '../../domain/sale/fact.ts'
import { fold } from '../../domain/sale/fold.ts'
import { type HandedOver, initialState } from '../../domain/sale/sale.ts'
import type { Trx } from '../db/schema.ts'
import type { SuspendedBasketTable } from '../db/schema-baskets.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { firstSeqOf, saleEntries } from '../journal/sale-entries.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { ServerPorts } from '../ports.ts'

const unknown = refuse(
  404,
  'BasketUnknown',
  'No basket of this code was handed over, or its lane is not connected.',
)
const takenAlready = refuse(409, 'BasketTaken', 'This basket is at another lane, or it is paid for.')
const unreadable = refuse(409, 'BasketUnreadable', 'The basket cannot be read from its journal.')

/** The row, locked until the transaction ends. */
function lock(trx: Trx, storeId: string, code: string): Promise<SuspendedBasketTable | undefined> {
  return trx
    .updateTable('suspended_basket')
    .set((update) => ({ state: update.ref('state') }))
    .where('store_id', '=', storeId)
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirst()
}

/** Whether money moved, or may be moving, for the sale that took the basket last. */
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
  return live !== undefined
}

async function isFree(trx: Trx, lane: Lane, row: SuspendedBasketTable, saleId: string): Promise<boolean> {
  if (row.state === 'open') return true
  if (row.state !== 'taken' || row.taken_lane_id !== lane.laneId) return false
  if (row.taken_sale_id === null || row.taken_sale_id === saleId) return true
  return !(await mayBePaid(trx, lane.storeId, row.taken_sale_id))
}

async function readHandedOver(trx: Trx, row: SuspendedBasketTable): Promise<HandedOver | undefined> {
  const place = { storeId: row.store_id, laneId: row.lane_id, epoch: row.epoch, paidSeq: row.seq }
  const firstSeq = await firstSeqOf(trx, place, row.sale_id)
  if (firstSeq === undefined) return undefined
  const entries = await saleEntries(trx, place, firstSeq)
  if (!entries.ok) return undefined
  const { handedOver } = entries.value.reduce(fold, initialState('zh-CN'))
  return handedOver?.code === row.code ? handedOver : undefined
}

function suspendedLine({ override, ...line }: Line): SuspendedLine | undefined {
  if (!override) return line
  const reason = staffReasons.find((known) => known === override.reason)
  return reason && { ...line, override: { ...override, reason } }
}

export async function takeBasket(
  { db }: Pick<ServerPorts, 'db'>,
  lane: Lane,
  { code, saleId }: BasketTakeRequest,
): Promise<Result<SuspendedBasket, HttpRefusal>> {
  return db.transaction().execute(async (trx): Promise<Result<SuspendedBasket, HttpRefusal>> => {
    const row = await lock(trx, lane.storeId, code)
    if (!row) return unknown
    if (!(await isFree(trx, lane, row, saleId))) return takenAlready
    const basket = (await readHandedOver(trx, row))?.basket
    const lines = basket?.lines.map(suspendedLine).filter((line) => line !== undefined) ?? []
    if (!basket || lines.length !== basket.lines.length) return err(unreadable.error)
    await trx
      .updateTable('suspended_basket')
      .set({ state: 'taken', taken_lane_id: lane.laneId, taken_sale_id: saleId })
      .where('store_id', '=', lane.storeId)
      .where('code', '=', code)
      .execute()
    const isParked = row.is_parked === 1
    return ok({ code, fromLaneId: row.lane_id, fromSaleId: row.sale_id, isParked, lines })
  })
}
