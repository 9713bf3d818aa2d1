/** What the office sees of baskets that left unpaid, and how it ends one that nobody will pay for. */

import * as v from 'valibot'
import { amountSchema } from '../../domain/item.ts'
import { ok, type Result } from '../../domain/result.ts'
import { handOverCodeSchema } from '../../domain/sale/fact.ts'
import type { Database } from '../db/schema.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'

const storeId = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))

const writeOffBody = v.strictObject({
  storeId,
  code: handOverCodeSchema,
  why: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
})

const policyBody = v.strictObject({ storeId, perSaleMinor: amountSchema, totalMinor: amountSchema })

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

/** Only a basket that no lane has: what is being paid for is not given up. */
export async function writeOff(
  { db, clock }: Pick<ServerPorts, 'db' | 'clock'>,
  body: unknown,
): Promise<Result<object, HttpRefusal>> {
  const parsed = readBody(writeOffBody, body)
  if (!parsed.ok) return parsed
  const written = await db
    .updateTable('suspended_basket')
    .set({ state: 'writtenOff', ended_ms: clock.nowMs(), ended_why: parsed.value.why })
    .where('store_id', '=', parsed.value.storeId)
    .where('code', '=', parsed.value.code)
    .where('state', '=', 'open')
    .returning('amount_minor')
    .executeTakeFirst()
  return written
    ? ok({ writtenOffMinor: written.amount_minor })
    : refuse(409, 'BasketNotOpen', 'There is no such basket, a lane has it, or it is settled.')
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
