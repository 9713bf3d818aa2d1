/**
 * Cancels a payment on a lane's wish. The wish is on disk before the provider is asked; the answer is final only when
 * the provider's is. A payment that was never heard of is over for good, so that its late request starts nothing.
 */

import { ok, type Result } from '../../domain/result.ts'
import type { HttpRefusal } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { ServerPorts } from '../ports.ts'
import { type Attempt, findAttempt } from './attempt.ts'
import { claim, idTaken, readClaim } from './request.ts'

async function startUnwinding(
  { db, clock }: ServerPorts,
  { storeId }: Lane,
  paymentId: string,
): Promise<void> {
  await db
    .updateTable('payment_attempt')
    .set({ state: 'unwinding', ending: 'closed', polls: 0, due_ms: clock.nowMs() })
    .where('store_id', '=', storeId)
    .where('payment_id', '=', paymentId)
    .where('state', 'in', ['created', 'offered'])
    .execute()
}

/** The attempt that is now being unwound or final; `undefined` where there is none and never will be. */
export async function wishCancelled(
  ports: ServerPorts,
  lane: Lane,
  paymentId: string,
): Promise<Result<Attempt | undefined, HttpRefusal>> {
  const owner = await ports.db.transaction().execute(async (trx) => {
    await claim(trx, lane, paymentId, 'cancelled')
    return readClaim(trx, lane, paymentId)
  })
  if (owner?.lane_id !== lane.laneId) return idTaken
  await startUnwinding(ports, lane, paymentId)
  return ok(await findAttempt(ports.db, lane.storeId, paymentId))
}
