/**
 * Follows suspended baskets through the lanes' journals: one leaves, another lane takes it over, gives it up again or
 * is paid for it. Runs in the transaction that stores the entry; what does not agree is set aside and changes nothing.
 */

import type { JournalEntry } from '../../domain/journal.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { FactOf } from '../../domain/sale/fact.ts'
import type { Trx } from '../db/schema.ts'
import type { QuarantineReason } from '../journal/quarantine.ts'
import type { Lane } from '../lanes/authenticate.ts'

type Followed = Result<undefined, QuarantineReason>

const done: Followed = ok(undefined)

/** An entry of a lane's journal, with the sale it belongs to. */
interface Heard {
  readonly trx: Trx
  readonly lane: Lane
  readonly entry: Pick<JournalEntry, 'epoch' | 'seq' | 'atMs'>
  readonly saleId: string
}

async function left(
  { trx, lane, entry, saleId }: Heard,
  fact: FactOf<'BasketHandedOver' | 'SaleParked'>,
): Promise<Followed> {
  const isParked = fact.kind === 'SaleParked'
  const inserted = await trx
    .insertInto('suspended_basket')
    .values({
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
      state: 'open',
      taken_lane_id: null,
      taken_sale_id: null,
      ended_ms: null,
      ended_why: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .executeTakeFirst()
  return inserted === undefined ? err('BasketCodeKnown') : done
}

/** The lane asked for it before; its journal says into which sale it went. */
async function taken({ trx, lane, saleId }: Heard, { code }: FactOf<'BasketTakenOver'>): Promise<Followed> {
  const moved = await trx
    .updateTable('suspended_basket')
    .set({ taken_sale_id: saleId })
    .where('store_id', '=', lane.storeId)
    .where('code', '=', code)
    .where('state', '=', 'taken')
    .where('taken_lane_id', '=', lane.laneId)
    .returning('code')
    .executeTakeFirst()
  return moved === undefined ? err('BasketNotTaken') : done
}

/** Given up unpaid: whoever shows the code may have it again. */
async function givenUp({ trx, lane, saleId }: Heard): Promise<Followed> {
  await trx
    .updateTable('suspended_basket')
    .set({ state: 'open', taken_lane_id: null, taken_sale_id: null })
    .where('store_id', '=', lane.storeId)
    .where('taken_sale_id', '=', saleId)
    .where('taken_lane_id', '=', lane.laneId)
    .where('state', '=', 'taken')
    .execute()
  return done
}

export async function followBasket(
  trx: Trx,
  lane: Lane,
  entry: Pick<JournalEntry, 'epoch' | 'seq' | 'atMs' | 'fact' | 'saleId'>,
): Promise<Followed> {
  const { fact, saleId } = entry
  if (saleId === null) return done
  const heard = { trx, lane, entry, saleId }
  if (fact.kind === 'BasketHandedOver' || fact.kind === 'SaleParked') return left(heard, fact)
  if (fact.kind === 'BasketTakenOver') return taken(heard, fact)
  return fact.kind === 'BasketVoided' ? givenUp(heard) : done
}

/** The sale that took a basket over is paid: nobody may have the basket any more. */
export async function basketPaid(trx: Trx, lane: Lane, saleId: string, nowMs: number): Promise<void> {
  await trx
    .updateTable('suspended_basket')
    .set({ state: 'paid', ended_ms: nowMs })
    .where('store_id', '=', lane.storeId)
    .where('taken_sale_id', '=', saleId)
    .where('state', '=', 'taken')
    .execute()
}
