/**
 * Puts goods back on the shelf that came back with a refund, once, when the lane's journal says that the server took
 * the refund on. What came back and why stands in the server's own row, never in what a lane says of it.
 */

import type { JournalEntry } from '../../domain/journal.ts'
import { isRestocked, type RefundUnits } from '../../domain/refund.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { staffReasons } from '../../domain/sale/fact.ts'
import type { Trx } from '../db/schema.ts'
import type { QuarantineReason } from '../journal/quarantine.ts'
import type { Lane } from '../lanes/authenticate.ts'
import { type SaleRefund, unitsOf } from './given.ts'

interface Returned {
  readonly storeId: string
  readonly saleId: string
  readonly refundId: string
  readonly atMs: number
}

/** A line's share of what it took from the stock; whole, since a pack of its own weight is one unit. */
async function backToStock(trx: Trx, { storeId, saleId, refundId, atMs }: Returned, units: RefundUnits) {
  const line = await trx
    .selectFrom('sale_line')
    .innerJoin('stock_delta', (join) =>
      join
        .onRef('stock_delta.store_id', '=', 'sale_line.store_id')
        .onRef('stock_delta.sale_id', '=', 'sale_line.sale_id')
        .onRef('stock_delta.line_id', '=', 'sale_line.line_id'),
    )
    .select(['sale_line.gtin_key', 'sale_line.quantity as units', 'stock_delta.quantity as taken'])
    .where('sale_line.store_id', '=', storeId)
    .where('sale_line.sale_id', '=', saleId)
    .where('sale_line.line_id', '=', units.lineId)
    .executeTakeFirst()
  if (line === undefined) return
  await trx
    .insertInto('stock_return')
    .values({
      store_id: storeId,
      refund_id: refundId,
      line_id: units.lineId,
      gtin_key: line.gtin_key,
      quantity: Math.trunc((-line.taken * units.quantity) / line.units),
      at_ms: atMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A numbered pack that is back may be sold again. */
async function freePack(trx: Trx, { storeId, saleId, atMs }: Returned, { lineId }: RefundUnits) {
  await trx
    .updateTable('sold_pack')
    .set({ returned_ms: atMs })
    .where('store_id', '=', storeId)
    .where('sale_id', '=', saleId)
    .where('line_id', '=', lineId)
    .where('returned_ms', 'is', null)
    .execute()
}

/** A refund is void: a pack that came back with it counts as sold again, until it comes back with another. */
export async function holdPacks(
  trx: Trx,
  { store_id, sale_id, lines }: Pick<SaleRefund, 'store_id' | 'sale_id' | 'lines'>,
): Promise<void> {
  for (const { lineId } of unitsOf(lines))
    await trx
      .updateTable('sold_pack')
      .set({ returned_ms: null })
      .where('store_id', '=', store_id)
      .where('sale_id', '=', sale_id)
      .where('line_id', '=', lineId)
      .execute()
}

export async function followRefund(
  trx: Trx,
  { storeId }: Lane,
  { fact }: Pick<JournalEntry, 'fact'>,
  nowMs: number,
): Promise<Result<undefined, QuarantineReason>> {
  if (fact.kind !== 'RefundAccepted') return ok(undefined)
  const { refundId } = fact
  const refund = await trx
    .selectFrom('sale_refund')
    .leftJoin('refund', 'refund.out_refund_no', 'sale_refund.number')
    .select(['sale_id', 'sale_refund.reason as reason', 'lines', 'refund.state as wallet_part'])
    .where('sale_refund.store_id', '=', storeId)
    .where('refund_id', '=', refundId)
    .executeTakeFirst()
  if (refund === undefined) return err('RefundUnknown')
  if (refund.wallet_part === 'void') return ok(undefined)
  const reason = staffReasons.find((known) => known === refund.reason)
  if (reason === undefined || !isRestocked(reason)) return ok(undefined)
  const returned = { storeId, saleId: refund.sale_id, refundId, atMs: nowMs }
  for (const units of unitsOf(refund.lines)) {
    await backToStock(trx, returned, units)
    await freePack(trx, returned, units)
  }
  return ok(undefined)
}
