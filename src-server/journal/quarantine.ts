/**
 * Sets an entry aside for a person: what it is, why, and that nothing else was held up by it. Nothing in quarantine
 * is ever dropped or overwritten; a second arrival of the same entry adds nothing.
 */

import type { Trx } from '../db/schema.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { Log } from '../log.ts'

/** Why an entry, or the sale it completes, was set aside. */
export type QuarantineReason =
  | 'Forked'
  | 'LinkBroken'
  | 'EntryAltered'
  | 'EntryUnreadable'
  | 'SaleNotStarted'
  | 'SaleFactsUnreadable'
  | 'SaleDoesNotFold'
  | 'TotalDiffers'
  | 'PaymentUnknown'
  | 'PaymentNotPaid'
  | 'PaymentDiffers'
  | 'TendersDiffer'
  | 'SaleAlreadyKnown'
  | 'BasketCodeKnown'
  | 'BasketNotTaken'
  | 'RefundUnknown'

export interface SetAside {
  readonly lane: Lane
  readonly epoch: number
  readonly seq: number
  readonly hash: string
  readonly reason: QuarantineReason
  readonly saleId: string | null
  readonly entry: string
  readonly atMs: number
}

/** Beyond this a lane is broken in a way more evidence would not explain; it still raises the alarm. */
const quarantinePerLaneMax = 10_000

async function isFull(trx: Trx, { storeId, laneId }: Lane): Promise<boolean> {
  const { rows } = await trx
    .selectFrom('quarantine')
    .select((select) => select.fn.countAll<number>().as('rows'))
    .where('store_id', '=', storeId)
    .where('lane_id', '=', laneId)
    .executeTakeFirstOrThrow()
  return Number(rows) >= quarantinePerLaneMax
}

export async function setAside(trx: Trx, log: Log, aside: SetAside): Promise<void> {
  const { lane, epoch, seq, hash, reason, saleId, entry, atMs } = aside
  log.alarm('EntryQuarantined', { laneId: lane.laneId, epoch, seq, reason, saleId })
  if (await isFull(trx, lane)) return
  await trx
    .insertInto('quarantine')
    .values({
      store_id: lane.storeId,
      lane_id: lane.laneId,
      epoch,
      seq,
      hash,
      reason,
      sale_id: saleId,
      entry,
      at_ms: atMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Which of these entries were set aside, up to a sequence number. */
export function quarantinedAmong(
  trx: Trx,
  { storeId, laneId }: Lane,
  epoch: number,
  seqMax: number,
  hashes: readonly string[],
): Promise<{ seq: number; reason: string }[]> {
  return trx
    .selectFrom('quarantine')
    .select(['seq', 'reason'])
    .where('store_id', '=', storeId)
    .where('lane_id', '=', laneId)
    .where('epoch', '=', epoch)
    .where('seq', '<=', seqMax)
    .where('hash', 'in', hashes)
    .orderBy('seq')
    .execute()
}
