/**
 * One opened copy of the catalogue: its statements, what it answers, how changes are written to it. It trusts the
 * file's format, which its opening checked, and no single row.
 */

import type Database from 'better-sqlite3'
import * as v from 'valibot'
import {
  catalogueApplicationId,
  catalogueFormat,
  catalogueInserts,
  imageRow,
  searchQuery,
  unpackItem,
  unpackRow,
} from '../domain/catalogue-image.ts'
import { type Gtin, gtinToKey, shownGtin } from '../domain/code/retail-code.ts'
import type { CatalogueChanges, CatalogueRow } from '../domain/contract/wire.ts'
import type { Item } from '../domain/item.ts'
import type { CatalogueVersion } from '../domain/sync.ts'

export interface CatalogueStatus extends CatalogueVersion {
  readonly items: number
}

export interface SearchHit {
  readonly code: string
  readonly item: Item
}

export interface CatalogueCopy {
  status(): CatalogueStatus
  byGtin(gtin: Gtin): Item | undefined
  byAlias(code: string): Item | undefined
  search(text: string, limit: number): readonly SearchHit[]
  /** All or nothing, in one transaction: no reader ever sees half a version. */
  apply(changes: CatalogueChanges): void
}

const metaSchema = v.object({
  epoch: v.string(),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  items: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})

const pragma = (database: Database.Database, name: string): unknown => database.pragma(name, { simple: true })

export const isCatalogue = (database: Database.Database): boolean =>
  pragma(database, 'application_id') === catalogueApplicationId

/** What the file says it is; `undefined` when it is no catalogue of this format. */
export function readStatus(database: Database.Database): CatalogueStatus | undefined {
  if (!isCatalogue(database) || pragma(database, 'user_version') !== catalogueFormat) return undefined
  const meta = v.safeParse(metaSchema, database.prepare('SELECT epoch, version, items FROM meta').get())
  return meta.success ? meta.output : undefined
}

interface PackedRow {
  readonly key: number
  readonly packed: string
}

/** Returns how many items more, or fewer, there are for it. */
type WriteRow = (row: CatalogueRow) => number

/** Writes one changed item with everything that leads to it. */
function rowWriter(database: Database.Database): WriteRow {
  const placeOf = database.prepare<[number], number>('SELECT place FROM item WHERE key = ?').pluck()
  const lastPlace = database.prepare<[], number | null>('SELECT max(place) FROM item').pluck()
  const insertItem = database.prepare(catalogueInserts.item)
  const insertName = database.prepare(catalogueInserts.name)
  const insertAlias = database.prepare(catalogueInserts.alias)
  const deleteItem = database.prepare('DELETE FROM item WHERE key = ?')
  const deleteName = database.prepare('DELETE FROM name WHERE rowid = ?')
  const deleteAliases = database.prepare('DELETE FROM alias WHERE key = ?')

  return ({ gtin, item, aliases }) => {
    const key = gtinToKey(gtin)
    const known = placeOf.get(key)
    if (known !== undefined) {
      deleteItem.run(key)
      deleteName.run(known)
    }
    deleteAliases.run(key)
    const before = known === undefined ? 0 : 1
    if (item === null) return -before
    const place = known ?? (lastPlace.get() ?? 0) + 1
    const { packed, text } = imageRow(item)
    insertItem.run(key, place, packed)
    insertName.run(place, text)
    for (const code of aliases) insertAlias.run(code, key)
    return 1 - before
  }
}

/** In key order, which is twice as fast as any other, and the same whatever order the wire had. */
const inKeyOrder = (rows: readonly CatalogueRow[]): readonly CatalogueRow[] =>
  rows.toSorted((a, b) => gtinToKey(a.gtin) - gtinToKey(b.gtin))

type WriteChanges = (changes: CatalogueChanges, itemsBefore: number) => CatalogueStatus

function changeWriter(database: Database.Database): WriteChanges {
  const writeRow = rowWriter(database)
  const writeMeta = database.prepare(catalogueInserts.meta)
  return database.transaction(({ epoch, version, rows }: CatalogueChanges, itemsBefore: number) => {
    const items = inKeyOrder(rows).reduce((sum, row) => sum + writeRow(row), itemsBefore)
    writeMeta.run(epoch, version, items)
    return { epoch, version, items }
  }).immediate
}

/** `malformed` is told of every row that is no item. */
export function catalogueCopyOf(
  database: Database.Database,
  status: CatalogueStatus,
  malformed: () => void,
): CatalogueCopy {
  const packedByKey = database.prepare<[number], string>('SELECT packed FROM item WHERE key = ?').pluck()
  const rowByAlias = database.prepare<[string], PackedRow>(
    'SELECT item.key, packed FROM alias JOIN item ON item.key = alias.key WHERE code = ?',
  )
  const rowsByName = database.prepare<[string, number], PackedRow>(
    `SELECT item.key, packed FROM name JOIN item ON item.place = name.rowid
     WHERE name MATCH ? ORDER BY name.rowid LIMIT ?`,
  )
  const write = changeWriter(database)
  let current = status

  function counted(item: Item | undefined): Item | undefined {
    if (item === undefined) malformed()
    return item
  }

  const itemOfRow = (row: PackedRow | undefined): Item | undefined =>
    row && counted(unpackRow(row.key, row.packed))

  function byGtin(gtin: Gtin): Item | undefined {
    const packed = packedByKey.get(gtinToKey(gtin))
    return packed === undefined ? undefined : counted(unpackItem(gtin, packed))
  }

  function search(text: string, limit: number): readonly SearchHit[] {
    const query = searchQuery(text)
    if (query === undefined) return []
    return rowsByName.all(query, limit).flatMap((row) => {
      const item = itemOfRow(row)
      return item ? [{ code: shownGtin(item.gtin), item }] : []
    })
  }

  return {
    status: () => current,
    byGtin,
    byAlias: (code) => itemOfRow(rowByAlias.get(code)),
    search,
    apply: (changes) => {
      current = write(changes, current.items)
    },
  }
}
