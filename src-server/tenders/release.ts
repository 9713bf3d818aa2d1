/**
 * Gives holds back: on a lane's wish, by what its journal says, and after a bounded time. Never while a payment of the
 * sale may take money (it has to be surely over first) and never once the sale is paid.
 */

import type { TenderStatus } from '../../domain/contract/tender.ts'
import type { JournalEntry } from '../../domain/journal.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { idTaken } from '../payments/claim.ts'
import type { ServerPorts } from '../ports.ts'
import { leavingFacts, releaseAll, releaseSale, standingOf } from './end.ts'
import { findHold, statusOfHold } from './hold.ts'

const stillPaying = refuse(409, 'PaymentInProgress', 'A payment of this sale is not over yet.')
const captured = refuse(409, 'SaleAlreadyPaid', 'This sale is paid.')

/** Sales given back by one sweep; what is left over is due at the next. */
const salesPerSweepMax = 100

type Released = Result<TenderStatus, HttpRefusal>

/** It was never heard of: should its request arrive late, it holds nothing. */
async function forbid(trx: Trx, { storeId, laneId }: Lane, tenderId: string): Promise<void> {
  await trx
    .insertInto('tender_hold')
    .values({
      store_id: storeId,
      tender_id: tenderId,
      lane_id: laneId,
      sale_id: null,
      tender: null,
      source_id: null,
      code_tail: '',
      amount_minor: 0,
      state: 'released',
      position: 0,
      expires_ms: 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export function releaseTender({ db, clock }: ServerPorts, lane: Lane, tenderId: string): Promise<Released> {
  return db.transaction().execute(async (trx): Promise<Released> => {
    await forbid(trx, lane, tenderId)
    const hold = await findHold(trx, lane, tenderId)
    if (hold?.lane_id !== lane.laneId) return idTaken
    const { sale_id, state } = hold
    if (sale_id === null || state === 'released') return ok({ state: 'released' })
    const standing = await standingOf(trx, { store_id: lane.storeId, sale_id })
    if (standing === 'paying') return stillPaying
    if (standing === 'paid') return captured
    await releaseAll(trx, [hold], clock.nowMs())
    return ok({ state: 'released' })
  })
}

export async function tenderStatus({ db }: ServerPorts, lane: Lane, tenderId: string): Promise<TenderStatus> {
  const hold = await db.transaction().execute((trx) => findHold(trx, lane, tenderId))
  return hold?.lane_id === lane.laneId ? statusOfHold(hold) : { state: 'notFound' }
}

/** In the transaction that stores the entry. */
export async function followTenders(
  trx: Trx,
  { storeId, laneId }: Lane,
  { fact, saleId }: Pick<JournalEntry, 'fact' | 'saleId'>,
  nowMs: number,
): Promise<void> {
  if (saleId === null || !leavingFacts.includes(fact.kind)) return
  const order = await trx
    .selectFrom('payment_order')
    .select(['store_id', 'sale_id'])
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .where('lane_id', '=', laneId)
    .executeTakeFirst()
  if (order) await releaseSale(trx, order, nowMs)
}

/** What nobody finished in time. A sale with a payment under way is asked about again at the next sweep. */
export async function sweepTenders({ db, clock }: ServerPorts): Promise<void> {
  const nowMs = clock.nowMs()
  const sales = await db
    .selectFrom('tender_hold')
    .select(['store_id', 'sale_id'])
    .distinct()
    .where('state', '=', 'held')
    .where('expires_ms', '<=', nowMs)
    .limit(salesPerSweepMax)
    .execute()
  for (const { store_id, sale_id } of sales) {
    if (sale_id === null) continue
    await db.transaction().execute((trx) => releaseSale(trx, { store_id, sale_id }, nowMs))
  }
}
