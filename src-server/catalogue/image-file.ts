/**
 * Writes the catalogue image as a SQLite file: the schema lanes read, rows in the order of their keys, indexes last,
 * compacted. Takes the machine for seconds where there are a million items, so a serving process lets another one
 * do it (`image-process.ts`).
 */

import { rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import {
  catalogueIndexes,
  catalogueInserts,
  catalogueSchema,
  searchText,
  unpackRow,
} from '../../domain/catalogue-image.ts'
import { present } from '../../domain/result.ts'
import type { CatalogueVersion } from '../../domain/sync.ts'

export interface ImageItem {
  readonly key: number
  readonly packed: string
  readonly aliases: readonly string[]
}

export type ImagePages = AsyncIterable<readonly ImageItem[]>

/** Writes the image of one catalogue version to a new file. */
export type ImageWriter = (file: string, at: CatalogueVersion, pages: ImagePages) => Promise<void>

function inserterOf(draft: Sqlite.Database) {
  const insertItem = draft.prepare(catalogueInserts.item)
  const insertAlias = draft.prepare(catalogueInserts.alias)
  const insertName = draft.prepare(catalogueInserts.name)
  let place = 0
  const insertPage = draft.transaction((items: readonly ImageItem[]) => {
    for (const { key, packed, aliases } of items) {
      place += 1
      const item = present(unpackRow(key, packed), 'a live row holds an item')
      insertItem.run(key, place, packed)
      insertName.run(place, searchText(item))
      for (const code of aliases) insertAlias.run(code, key)
    }
  })
  return { insertPage, items: () => place }
}

/** In this very process. */
export const writeImageHere: ImageWriter = async (file, { epoch, version }, pages) => {
  const draftFile = `${file}.draft`
  const draft = new Sqlite(draftFile)
  draft.pragma('journal_mode = OFF')
  draft.pragma('synchronous = OFF')
  draft.exec(catalogueSchema)
  const { insertPage, items } = inserterOf(draft)
  for await (const page of pages) insertPage(page)
  draft.exec(catalogueIndexes)
  draft.prepare(catalogueInserts.meta).run(epoch, version, items())
  draft.prepare('VACUUM INTO ?').run(file)
  draft.close()
  rmSync(draftFile, { force: true })
}
