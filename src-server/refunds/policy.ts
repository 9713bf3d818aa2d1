/** What attendants of a store may give back without a manager: set by the office, told to lanes, held to here. */

import * as v from 'valibot'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import { amountSchema } from '../../domain/item.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { RefundLimits } from '../../domain/sale/decide-refund.ts'
import type { Database, Trx } from '../db/schema.ts'
import { readBody } from '../http/body.ts'
import type { HttpRefusal } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'

const policyBody = v.strictObject({
  storeId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)),
  perRefundMinor: amountSchema,
  perAttendantMinor: amountSchema,
})

type RefundPolicy = Readonly<v.InferOutput<typeof policyBody>>

export const refundLimitsOf = (db: Database | Trx, storeId: string): Promise<RefundLimits | undefined> =>
  db
    .selectFrom('refund_policy')
    .select(['per_refund_minor as perRefundMinor', 'per_attendant_minor as perAttendantMinor'])
    .where('store_id', '=', storeId)
    .executeTakeFirst()

/** The part of a lane's setup that speaks of refunds. */
export async function refundsOf(db: Database, storeId: string): Promise<Pick<LaneSetup, 'refunds'>> {
  const refunds = await refundLimitsOf(db, storeId)
  return refunds ? { refunds } : {}
}

export async function writeRefundPolicy(db: Database, policy: RefundPolicy): Promise<void> {
  const limits = { per_refund_minor: policy.perRefundMinor, per_attendant_minor: policy.perAttendantMinor }
  await db
    .insertInto('refund_policy')
    .values({ store_id: policy.storeId, ...limits })
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet(limits))
    .execute()
}

export async function setRefundPolicy(
  { db }: Pick<ServerPorts, 'db'>,
  body: unknown,
): Promise<Result<object, HttpRefusal>> {
  const parsed = readBody(policyBody, body)
  if (!parsed.ok) return parsed
  await writeRefundPolicy(db, parsed.value)
  return ok({})
}
