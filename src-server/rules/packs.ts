/**
 * The numbered packs that the store sold: written with the sale, asked for by lanes, and freed by hand when a pack has
 * come back to the shelf. A pack sold twice, by lanes that could not ask, is kept twice and raises the alarm: the
 * money has moved, and a person must look for the copy.
 */

import { gtinToKey, keyToGtin } from '../../domain/code/retail-code.ts'
import { type PackStatus, type PackStatusRequest, packReturnsMax } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { PaidSale } from '../../domain/sale/sale.ts'
import type { Database, Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { Log } from '../log.ts'

const packRows = (db: Database | Trx, storeId: string, { gtin, serial }: PackStatusRequest) =>
  db
    .selectFrom('sold_pack')
    .where('store_id', '=', storeId)
    .where('gtin_key', '=', gtinToKey(gtin))
    .where('serial', '=', serial)

export async function packStatus(
  db: Database | Trx,
  storeId: string,
  pack: PackStatusRequest,
): Promise<PackStatus> {
  const sold = await packRows(db, storeId, pack)
    .select('sale_id')
    .where('returned_ms', 'is', null)
    .limit(1)
    .executeTakeFirst()
  const returned = await packRows(db, storeId, pack)
    .select('sale_id')
    .where('returned_ms', 'is not', null)
    .orderBy('returned_ms', 'desc')
    .limit(packReturnsMax)
    .execute()
  return { isSold: sold !== undefined, returnedFrom: returned.map(({ sale_id }) => sale_id) }
}

/** Records the numbered packs of a sale that is being recorded. */
export async function recordPacks(trx: Trx, log: Log, storeId: string, sale: PaidSale): Promise<void> {
  for (const { item, lineId, pack } of sale.basket.lines) {
    const serial = pack?.serial
    if (serial === undefined) continue
    const { isSold } = await packStatus(trx, storeId, { gtin: item.gtin, serial })
    if (isSold) log.alarm('PackSoldTwice', { saleId: sale.saleId, gtin: item.gtin, serial })
    await trx
      .insertInto('sold_pack')
      .values({
        store_id: storeId,
        gtin_key: gtinToKey(item.gtin),
        serial,
        sale_id: sale.saleId,
        line_id: lineId,
        sold_ms: sale.paidAtMs,
        returned_ms: null,
      })
      .execute()
  }
}

/** A pack has come back and may be sold again; all its sales until now count no more. */
export async function returnPack(
  db: Database,
  storeId: string,
  { gtin, serial }: PackStatusRequest,
  nowMs: number,
): Promise<Result<{ sales: number }, HttpRefusal>> {
  const returned = await db
    .updateTable('sold_pack')
    .set({ returned_ms: nowMs })
    .where('store_id', '=', storeId)
    .where('gtin_key', '=', gtinToKey(gtin))
    .where('serial', '=', serial)
    .where('returned_ms', 'is', null)
    .returning('sale_id')
    .execute()
  if (returned.length === 0) return refuse(404, 'PackNotSold', 'No sale of this pack is known.')
  return ok({ sales: returned.length })
}

/** Packs that are sold more than once, most often first: each has a copy somewhere. */
export async function listSoldTwice(db: Database, limit: number) {
  const rows = await db
    .selectFrom('sold_pack')
    .select((select) => ['store_id', 'gtin_key', 'serial', select.fn.countAll<number>().as('sales')])
    .where('returned_ms', 'is', null)
    .groupBy(['store_id', 'gtin_key', 'serial'])
    .having((having) => having.fn.countAll(), '>', 1)
    .orderBy('sales', 'desc')
    .orderBy('serial')
    .limit(limit)
    .execute()
  return rows.map(({ store_id, gtin_key, serial, sales }) => ({
    storeId: store_id,
    gtin: keyToGtin(Number(gtin_key)),
    serial,
    sales: Number(sales),
  }))
}
