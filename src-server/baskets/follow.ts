/**
 * Follows suspended baskets through the lanes' journals: one leaves, another lane takes it over, gives it up again,
 * hands it on or is paid for it; or goes on without the one it was granted. Runs in the transaction that stores the
 * entry; what does not agree is set aside and changes nothing.
 */

import type { JournalEntry } from '../../domain/journal.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FactOf } from '../../domain/sale/fact.ts'
import type { Trx } from '../db/schema.ts'
import type { SuspendedState } from '../db/tables/baskets.ts'
import type { QuarantineReason } from '../journal/quarantine.ts'
import type { Lane } from '../lanes/authenticate.ts'

type Followed = Result<undefined, QuarantineReason>

const done: Followed = ok(undefined)

interface SaleOfLane {
  readonly trx: Trx
  readonly lane: Lane
  readonly saleId: string
}

/** An entry of a lane's journal, with the sale it belongs to. */
interface Heard extends SaleOfLane {
  readonly entry: Pick<JournalEntry, 'epoch' | 'seq' | 'atMs'>
  readonly nowMs: number
}

const nobodys = {
  state: 'open',
  taken_lane_id: null,
  taken_sale_id: null,
  granted_epoch: null,
  granted_seq: null,
} as const

/** The baskets that a sale of the lane has, or was granted. */
const heldBy = ({ trx, lane, saleId }: SaleOfLane, ...states: readonly SuspendedState[]) =>
  trx
    .updateTable('suspended_basket')
    .where('store_id', '=', lane.storeId)
    .where('taken_lane_id', '=', lane.laneId)
    .where('taken_sale_id', '=', saleId)
    .where('state', 'in', states)

/** Given up unpaid, or never taken over: whoever shows the code may have it again. */
async function freed(heard: Heard, ...states: readonly SuspendedState[]): Promise<Followed> {
  await heldBy(heard, ...states)
    .set(nobodys)
    .execute()
  return done
}

async function left(heard: Heard, fact: FactOf<'BasketHandedOver' | 'SaleParked'>): Promise<Followed> {
  const { trx, lane, entry, saleId, nowMs } = heard
  const isParked = fact.kind === 'SaleParked'
  const inserted = await trx
    .insertInto('suspended_basket')
    .values({
      ...nobodys,
      store_id: lane.storeId,
      code: fact.code,
      lane_id: lane.laneId,
      epoch: entry.epoch,
      seq: entry.seq,
      sale_id: saleId,
      is_parked: isParked ? 1 : 0,
      badge: isParked ? fact.badge : null,
      amount_minor: fact.amountMinor,
      left_ms: entry.atMs,
      ended_ms: null,
      ended_why: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .executeTakeFirst()
  if (inserted === undefined) return err('BasketCodeKnown')
  // It goes by its new code now: its old one is worth nothing any more.
  await heldBy(heard, 'taken').set({ state: 'movedOn', ended_ms: nowMs }).execute()
  return freed(heard, 'granted')
}

/** The lane was granted it for this very sale, and has it now. */
async function taken(heard: Heard, { code }: FactOf<'BasketTakenOver'>): Promise<Followed> {
  const moved = await heldBy(heard, 'granted', 'taken')
    .set({ state: 'taken' })
    .where('code', '=', code)
    .returning('code')
    .executeTakeFirst()
  return moved === undefined ? err('BasketNotTaken') : done
}

/**
 * The lane started anew, or began another sale, after it had asked for a basket: an answer that it has not taken up
 * by now it never will. So a grant whose answer was lost ends by the lane's own word, and nobody has to guess.
 */
async function wentOn(
  trx: Trx,
  { storeId, laneId }: Lane,
  { epoch, seq }: Heard['entry'],
  begunSaleId: string | undefined,
): Promise<Followed> {
  const grants = trx
    .updateTable('suspended_basket')
    .set(nobodys)
    .where('store_id', '=', storeId)
    .where('taken_lane_id', '=', laneId)
    .where('state', '=', 'granted')
    .where(({ eb, and, or }) =>
      or([
        eb('granted_epoch', '<', epoch),
        and([eb('granted_epoch', '=', epoch), eb('granted_seq', '<', seq)]),
      ]),
    )
  await (begunSaleId === undefined ? grants : grants.where('taken_sale_id', '!=', begunSaleId)).execute()
  return done
}

export async function followBasket(
  trx: Trx,
  lane: Lane,
  entry: Pick<JournalEntry, 'epoch' | 'seq' | 'atMs' | 'fact' | 'saleId'>,
  nowMs: number,
): Promise<Followed> {
  const { fact, saleId } = entry
  if (fact.kind === 'LaneStarted') return wentOn(trx, lane, entry, undefined)
  if (fact.kind === 'SaleStarted') return wentOn(trx, lane, entry, fact.saleId)
  if (saleId === null) return done
  const heard = { trx, lane, entry, saleId, nowMs }
  if (fact.kind === 'BasketHandedOver' || fact.kind === 'SaleParked') return left(heard, fact)
  if (fact.kind === 'BasketTakenOver') return taken(heard, fact)
  if (fact.kind === 'BasketVoided') return freed(heard, 'granted', 'taken')
  return fact.kind === 'SalePaid' ? freed(heard, 'granted') : done
}

/** The sale that took a basket over is paid: nobody may have the basket any more. */
export async function basketPaid(trx: Trx, lane: Lane, saleId: string, nowMs: number): Promise<void> {
  await heldBy({ trx, lane, saleId }, 'taken').set({ state: 'paid', ended_ms: nowMs }).execute()
}
