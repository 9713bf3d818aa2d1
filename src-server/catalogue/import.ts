/**
 * Brings items into the catalogue, in whole versions that each fit into one reply of changes. Rows that say what
 * is already there make no version; an item given as `null` leaves a tombstone. Rows are trusted: walls are before.
 */

import type { Insertable, Selectable } from 'kysely'
import { packItem } from '../../domain/catalogue-image.ts'
import { gtinToKey } from '../../domain/code/retail-code.ts'
import { type CatalogueRow, changesRowsMax } from '../../domain/contract/wire.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { ItemTable } from '../db/tables/store.ts'
import { nextVersion } from './feed.ts'

export interface ImportRow extends CatalogueRow {
  /** Pieces, or grams of weighed goods; left out, the stock stays what it was. */
  readonly stock?: number | undefined
}

/** Rows of one statement: eight thousand bindings, far below both engines' limits. */
const statementRowsMax = 1_000

type Row = Insertable<ItemTable>
type Known = Pick<Selectable<ItemTable>, 'gtin_key' | 'packed' | 'aliases' | 'stock' | 'deleted'>

function* chunksOf<T>(rows: Iterable<T>, size: number): Generator<readonly T[]> {
  let chunk: T[] = []
  for (const row of rows) {
    chunk.push(row)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

async function knownRows(trx: Trx, storeId: string, keys: readonly number[]): Promise<Map<number, Known>> {
  const known = new Map<number, Known>()
  for (const some of chunksOf(keys, statementRowsMax)) {
    const rows = await trx
      .selectFrom('item')
      .select(['gtin_key', 'packed', 'aliases', 'stock', 'deleted'])
      .where('store_id', '=', storeId)
      .where('gtin_key', 'in', some)
      .execute()
    for (const row of rows) known.set(row.gtin_key, row)
  }
  return known
}

const isLive = (row: Pick<Known, 'deleted'> | undefined): boolean => row?.deleted === 0

/** What the row becomes, or `undefined` when nothing changes. The version comes later. */
function changed(
  storeId: string,
  row: ImportRow,
  known: Known | undefined,
): Omit<Row, 'version'> | undefined {
  const base = { store_id: storeId, gtin_key: gtinToKey(row.gtin), stock: row.stock ?? known?.stock ?? 0 }
  if (row.item === null) {
    return known && isLive(known) ? { ...base, packed: known.packed, aliases: '[]', deleted: 1 } : undefined
  }
  const next = {
    ...base,
    packed: packItem(row.item),
    aliases: JSON.stringify(row.aliases),
    deleted: 0 as const,
  }
  const isSame =
    known !== undefined &&
    isLive(known) &&
    known.packed === next.packed &&
    known.aliases === next.aliases &&
    known.stock === next.stock
  return isSame ? undefined : next
}

async function upsert(trx: Trx, rows: readonly Row[]): Promise<void> {
  for (const some of chunksOf(rows, statementRowsMax)) {
    await trx
      .insertInto('item')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['store_id', 'gtin_key']).doUpdateSet((set) => ({
          packed: set.ref('excluded.packed'),
          aliases: set.ref('excluded.aliases'),
          stock: set.ref('excluded.stock'),
          version: set.ref('excluded.version'),
          deleted: set.ref('excluded.deleted'),
        })),
      )
      .execute()
  }
}

async function importVersion(trx: Trx, storeId: string, rows: readonly ImportRow[]): Promise<number> {
  const byKey = new Map(rows.map((row) => [gtinToKey(row.gtin), row]))
  const known = await knownRows(trx, storeId, [...byKey.keys()])
  const changes: Omit<Row, 'version'>[] = []
  let itemsAdded = 0
  for (const [key, row] of [...byKey].sort(([left], [right]) => left - right)) {
    const next = changed(storeId, row, known.get(key))
    if (next === undefined) continue
    changes.push(next)
    itemsAdded += Number(next.deleted === 0) - Number(isLive(known.get(key)))
  }
  if (changes.length === 0) return 0
  const version = await nextVersion(trx, storeId, itemsAdded)
  await upsert(
    trx,
    changes.map((row) => ({ ...row, version })),
  )
  return changes.length
}

/** The number of rows that changed. Each version is one transaction: what was imported before a crash stays. */
export async function importItems(db: Database, storeId: string, rows: Iterable<ImportRow>): Promise<number> {
  let changes = 0
  for (const chunk of chunksOf(rows, changesRowsMax)) {
    changes += await db.transaction().execute((trx) => importVersion(trx, storeId, chunk))
  }
  return changes
}
