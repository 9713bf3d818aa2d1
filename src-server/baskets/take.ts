/**
 * Grants a suspended basket to the lane that shows its code: to one lane at a time, and to none once it is paid or a
 * payment for it may be under way. It is the lane's when its journal says so. The lines are folded from the journal
 * they were scanned on, never received anew.
 */

import type { Line } from '../../domain/basket.ts'
import type { BasketTakeRequest, SuspendedBasket } from '../../domain/contract/suspended.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SuspendedLine } from '../../domain/sale/decide-hand-over.ts'
import { staffReasons } from '../../domain/sale/fact.ts'
import { fold } from '../../domain/sale/fold.ts'
import { type HandedOver, initialState } from '../../domain/sale/sale.ts'
import type { Trx } from '../db/schema.ts'
import type { SuspendedBasketTable } from '../db/tables/baskets.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { firstSeqOf, saleEntries } from '../journal/sale-entries.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { ServerPorts } from '../ports.ts'
import { isOutOfService, isUnpaid, lockBasket } from './holder.ts'

const unknown = refuse(
  404,
  'BasketUnknown',
  'No basket of this code was handed over, or its lane is not connected.',
)
const takenAlready = refuse(409, 'BasketTaken', 'This basket is at another lane, or it is paid for.')
const behind = refuse(409, 'JournalBehind', 'What this lane did with the basket is not uploaded yet.')
const unreadable = refuse(409, 'BasketUnreadable', 'The basket cannot be read from its journal.')

/** What the lane did before it asked is all known here: nothing in its journal is still to come. */
async function isHeard(trx: Trx, { storeId, laneId, epoch }: Lane, journalSeq: number): Promise<boolean> {
  const head = await trx
    .selectFrom('lane_head')
    .select('seq')
    .where('store_id', '=', storeId)
    .where('lane_id', '=', laneId)
    .where('epoch', '=', epoch)
    .executeTakeFirst()
  return (head?.seq ?? 0) >= journalSeq
}

/**
 * Whether the basket may go to this lane. A lane that has it already and asks again has lost it, or its answer: but
 * only when its journal is heard to the end is it sure that the lane did not take it over and sell it, or move it on.
 */
async function checkFree(
  trx: Trx,
  lane: Lane,
  row: SuspendedBasketTable,
  journalSeq: number,
): Promise<Result<undefined, HttpRefusal>> {
  if (row.state === 'open') return (await isUnpaid(trx, row)) ? ok(undefined) : takenAlready
  if ((row.state !== 'granted' && row.state !== 'taken') || row.taken_lane_id === null) return takenAlready
  const isOwn = row.taken_lane_id === lane.laneId
  if (isOwn && !(await isHeard(trx, lane, journalSeq))) return behind
  if (!isOwn && !(await isOutOfService(trx, row.taken_lane_id))) return takenAlready
  return (await isUnpaid(trx, row)) ? ok(undefined) : takenAlready
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
  { code, saleId, journalSeq }: BasketTakeRequest,
): Promise<Result<SuspendedBasket, HttpRefusal>> {
  return db.transaction().execute(async (trx): Promise<Result<SuspendedBasket, HttpRefusal>> => {
    const row = await lockBasket(trx, lane.storeId, code)
    if (!row) return unknown
    const free = await checkFree(trx, lane, row, journalSeq)
    if (!free.ok) return free
    const basket = (await readHandedOver(trx, row))?.basket
    const lines = basket?.lines.map(suspendedLine).filter((line) => line !== undefined) ?? []
    if (!basket || lines.length !== basket.lines.length) return err(unreadable.error)
    await trx
      .updateTable('suspended_basket')
      .set({
        state: 'granted',
        taken_lane_id: lane.laneId,
        taken_sale_id: saleId,
        granted_epoch: lane.epoch,
        granted_seq: journalSeq,
      })
      .where('store_id', '=', lane.storeId)
      .where('code', '=', code)
      .execute()
    const isParked = row.is_parked === 1
    return ok({ code, fromLaneId: row.lane_id, fromSaleId: row.sale_id, isParked, lines })
  })
}
