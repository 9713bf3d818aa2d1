/** What the office sees of baskets that left unpaid, and how it ends one that nobody will pay for. */

import * as v from 'valibot'
import { amountSchema } from '../../domain/item.ts'
import { ok, type Result } from '../../domain/result.ts'
import { handOverCodeSchema } from '../../domain/sale/fact.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { SuspendedBasketTable } from '../db/tables/baskets.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { isOutOfService, isUnpaid, lockBasket } from './holder.ts'

const storeId = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))

const writeOffBody = v.strictObject({
  storeId,
  code: handOverCodeSchema,
  why: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
})

const policyBody = v.strictObject({ storeId, perSaleMinor: amountSchema, totalMinor: amountSchema })

const notOpen = refuse(409, 'BasketNotOpen', 'There is no such basket, a lane has it, or it is settled.')

export const listSuspended = (db: Database, limit: number) =>
  db
    .selectFrom('suspended_basket')
    .select([
      'store_id as storeId',
      'code',
      'lane_id as laneId',
      'sale_id as saleId',
      'is_parked as isParked',
      'badge',
      'amount_minor as amountMinor',
      'left_ms as leftMs',
      'state',
      'taken_lane_id as takenLaneId',
      'taken_sale_id as takenSaleId',
      'ended_ms as endedMs',
      'ended_why as endedWhy',
    ])
    .orderBy('left_ms', 'desc')
    .orderBy('code')
    .limit(limit)
    .execute()

/** Nobody has it, or a lane that will never pay for it. */
async function isGivenUp(trx: Trx, row: SuspendedBasketTable): Promise<boolean> {
  if (row.state === 'open') return true
  if ((row.state !== 'granted' && row.state !== 'taken') || row.taken_lane_id === null) return false
  return (await isOutOfService(trx, row.taken_lane_id)) && isUnpaid(trx, row)
}

/** Only a basket that no lane has: what is being paid for is not given up. */
export async function writeOff(
  { db, clock }: Pick<ServerPorts, 'db' | 'clock'>,
  body: unknown,
): Promise<Result<object, HttpRefusal>> {
  const parsed = readBody(writeOffBody, body)
  if (!parsed.ok) return parsed
  const { storeId, code, why } = parsed.value
  return db.transaction().execute(async (trx): Promise<Result<object, HttpRefusal>> => {
    const row = await lockBasket(trx, storeId, code)
    if (!row || !(await isGivenUp(trx, row))) return notOpen
    await trx
      .updateTable('suspended_basket')
      .set({ state: 'writtenOff', ended_ms: clock.nowMs(), ended_why: why })
      .where('store_id', '=', storeId)
      .where('code', '=', code)
      .execute()
    return ok({ writtenOffMinor: row.amount_minor })
  })
}

export async function setParking(
  { db }: Pick<ServerPorts, 'db'>,
  body: unknown,
): Promise<Result<object, HttpRefusal>> {
  const parsed = readBody(policyBody, body)
  if (!parsed.ok) return parsed
  await writeParking(db, parsed.value)
  return ok({})
}

type ParkingPolicy = Readonly<v.InferOutput<typeof policyBody>>

export async function writeParking(db: Database, policy: ParkingPolicy): Promise<void> {
  const limits = { per_sale_minor: policy.perSaleMinor, total_minor: policy.totalMinor }
  await db
    .insertInto('parking_policy')
    .values({ store_id: policy.storeId, ...limits })
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet(limits))
    .execute()
}
