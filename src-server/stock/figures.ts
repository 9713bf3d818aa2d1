/**
 * How much of each item the store should have: what came in, less what sales took, plus what refunds brought back. The
 * one place where these are summed; whoever shows or exports stock asks here. Pieces, or grams of what is weighed.
 */

import * as v from 'valibot'
import { unpackRow } from '../../domain/catalogue-image.ts'
import { gtinToKey } from '../../domain/code/retail-code.ts'
import { gtinSchema, type Item } from '../../domain/item.ts'
import { ok, present, type Result } from '../../domain/result.ts'
import type { Database } from '../db/schema.ts'
import { readBody } from '../http/body.ts'
import type { HttpRefusal } from '../http/refusal.ts'

export interface StockFigure {
  readonly gtin: string
  readonly names: Item['names']
  /** Whether the quantities are grams instead of pieces. */
  readonly weighed: boolean
  readonly delivered: number
  readonly sold: number
  readonly returned: number
  /** Below nothing where more was sold than is known to have come in. */
  readonly quantity: number
}

/** Figures of one answer; the last one's GTIN asks for the next. */
const figuresMax = 1_000

type Sums = ReadonlyMap<number, number>

const sums = (rows: readonly { readonly gtin_key: number; readonly quantity: number | string }[]): Sums =>
  new Map(rows.map(({ gtin_key, quantity }) => [gtin_key, Number(quantity)]))

/** Sums by item of what sales added, which is less than nothing; items that were never sold are left out. */
async function movedBySales(db: Database, storeId: string, keys: readonly number[]): Promise<Sums> {
  const rows = await db
    .selectFrom('stock_delta')
    .select(({ fn }) => ['gtin_key', fn.sum<number | string>('quantity').as('quantity')])
    .where('store_id', '=', storeId)
    .where('gtin_key', 'in', keys)
    .groupBy('gtin_key')
    .execute()
  return sums(rows)
}

/** What came back with refunds, but for those that a person settled as void. */
async function movedByReturns(db: Database, storeId: string, keys: readonly number[]): Promise<Sums> {
  const rows = await db
    .selectFrom('stock_return')
    .innerJoin('sale_refund', (join) =>
      join
        .onRef('sale_refund.store_id', '=', 'stock_return.store_id')
        .onRef('sale_refund.refund_id', '=', 'stock_return.refund_id'),
    )
    .leftJoin('refund', 'refund.out_refund_no', 'sale_refund.number')
    .select(({ fn }) => ['gtin_key', fn.sum<number | string>('quantity').as('quantity')])
    .where('stock_return.store_id', '=', storeId)
    .where('gtin_key', 'in', keys)
    .where(({ or, eb }) => or([eb('refund.state', 'is', null), eb('refund.state', '!=', 'void')]))
    .groupBy('gtin_key')
    .execute()
  return sums(rows)
}

/** The store's items in the order of their GTINs, after one that was seen already. */
async function stockFigures(db: Database, storeId: string, after?: string): Promise<readonly StockFigure[]> {
  const items = await db
    .selectFrom('item')
    .select(['gtin_key', 'packed', 'stock'])
    .where('store_id', '=', storeId)
    .where('deleted', '=', 0)
    .where('gtin_key', '>', after === undefined ? -1 : gtinToKey(after))
    .orderBy('gtin_key')
    .limit(figuresMax)
    .execute()
  if (items.length === 0) return []
  const keys = items.map(({ gtin_key }) => gtin_key)
  const sales = await movedBySales(db, storeId, keys)
  const returns = await movedByReturns(db, storeId, keys)
  return items.map(({ gtin_key: key, packed, stock: delivered }) => {
    const { gtin, names, weighed } = present(unpackRow(key, packed), 'a stored item is one')
    const sold = 0 - (sales.get(key) ?? 0)
    const returned = returns.get(key) ?? 0
    return { gtin, names, weighed, delivered, sold, returned, quantity: delivered - sold + returned }
  })
}

const bodySchema = v.strictObject({
  storeId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)),
  after: v.optional(gtinSchema),
})

export async function officeStock(
  db: Database,
  body: unknown,
): Promise<Result<{ readonly stock: readonly StockFigure[] }, HttpRefusal>> {
  const parsed = readBody(bodySchema, body)
  if (!parsed.ok) return parsed
  return ok({ stock: await stockFigures(db, parsed.value.storeId, parsed.value.after) })
}
