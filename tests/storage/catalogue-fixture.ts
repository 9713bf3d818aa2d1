/** Catalogues for the storage tests, built as a store server builds its image. */

import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { zstdCompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import {
  catalogueIndexes,
  catalogueInserts,
  catalogueSchema,
  imageRow,
} from '../../domain/catalogue-image.ts'
import { checkDigit } from '../../domain/code/retail-code.ts'
import type { Item } from '../../domain/item.ts'
import type { ImageFile } from '../../storage/catalogue-image-file.ts'
import { cola } from './selling.ts'

export interface ShelfItem {
  readonly item: Item
  readonly aliases: readonly string[]
}

export const gtinOf = (index: number): string => {
  const body = String(690_000_000_000 + index).padStart(13, '0')
  return body + checkDigit(body)
}

/** Items that differ from one catalogue version to the next by their price. */
export const shelf = (count: number, priceMinor: number): readonly ShelfItem[] =>
  Array.from({ length: count }, (_, index) => ({
    item: { ...cola, gtin: gtinOf(index), priceMinor },
    aliases: index % 10 === 0 ? [`P${index}`] : [],
  }))

export interface CatalogueContents {
  readonly epoch: string
  readonly version: number
  readonly shelf: Iterable<ShelfItem>
}

/** Fills an empty database with a whole catalogue. */
export function buildCatalogue(path: string, { epoch, version, shelf }: CatalogueContents): number {
  const database = new Database(path)
  database.pragma('synchronous = off')
  database.exec(catalogueSchema)
  const insertItem = database.prepare(catalogueInserts.item)
  const insertAlias = database.prepare(catalogueInserts.alias)
  const insertName = database.prepare(catalogueInserts.name)
  let items = 0
  database.transaction(() => {
    for (const { item, aliases } of shelf) {
      const { key, packed, text } = imageRow(item)
      insertItem.run(key, ++items, packed)
      insertName.run(items, text)
      for (const code of aliases) insertAlias.run(code, key)
    }
    database.exec(catalogueIndexes)
    database.prepare(catalogueInserts.meta).run(epoch, version, items)
  })()
  database.close()
  return items
}

/** Compresses a file as the server sends it. */
export function compressed(path: string, said: { epoch: string; version: number }): ImageFile {
  const bytes = zstdCompressSync(readFileSync(path))
  const file = `${path}.zst`
  writeFileSync(file, bytes)
  return { file, sha256: createHash('sha256').update(bytes).digest('hex'), ...said }
}

/** An image as downloaded. */
export function imageAt(path: string, contents: CatalogueContents): ImageFile {
  buildCatalogue(path, contents)
  const { epoch, version } = contents
  const image = compressed(path, { epoch, version })
  rmSync(path)
  return image
}
