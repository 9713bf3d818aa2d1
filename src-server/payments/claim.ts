/**
 * Who came first under a payment's identity: a request, a covering or a cancelling. Whoever claims it first has it for
 * good, so that what arrives late or twice starts nothing.
 */

import type { Database, Trx } from '../db/schema.ts'
import type { PaymentClaimTable } from '../db/tables/payments.ts'
import { refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'

export const idTaken = refuse(409, 'PaymentIdTaken', 'This payment belongs to another lane.')

/** Whether this request is the first under its identity; whoever claims it first has it. */
export async function claim(
  trx: Trx,
  { storeId, laneId }: Lane,
  paymentId: string,
  as: PaymentClaimTable['claimed_as'],
): Promise<boolean> {
  const claimed = await trx
    .insertInto('payment_claim')
    .values({ store_id: storeId, payment_id: paymentId, lane_id: laneId, claimed_as: as })
    .onConflict((conflict) => conflict.doNothing())
    .returning('payment_id')
    .executeTakeFirst()
  return claimed !== undefined
}

export function readClaim(db: Database, { storeId }: Lane, paymentId: string) {
  return db
    .selectFrom('payment_claim')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('payment_id', '=', paymentId)
    .executeTakeFirst()
}
