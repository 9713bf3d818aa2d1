/**
 * Makes the ready catalogue image of a store: one SQLite file with the schema lanes read, compacted, compressed,
 * hashed, and only then published. Reads in pages, so that lanes are served meanwhile. An image that is being
 * downloaded stays readable after the next one has taken its place.
 */

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import {
  catalogueIndexes,
  catalogueInserts,
  catalogueSchema,
  searchText,
  unpackRow,
} from '../../domain/catalogue-image.ts'
import { present } from '../../domain/result.ts'
import type { Database } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'
import { raiseFloor, readAliases } from './changes.ts'
import { readFeed } from './feed.ts'

/** An image that lags by more versions is made anew. */
export const imageLagVersionsMax = 50
/** Deletions are remembered for so many versions behind the image. */
export const changesVersionsKept = 1_000

const pageRows = 5_000
const zstdLevel = 3

interface Page {
  readonly gtin_key: number
  readonly packed: string
  readonly aliases: string
}

/** Rows newer than the image's version come with the changes after it, so that the image is one moment's. */
async function* livePages(db: Database, storeId: string, version: number): AsyncGenerator<readonly Page[]> {
  let after = -1
  for (;;) {
    const rows = await db
      .selectFrom('item')
      .select(['gtin_key', 'packed', 'aliases'])
      .where('store_id', '=', storeId)
      .where('deleted', '=', 0)
      .where('version', '<=', version)
      .where('gtin_key', '>', after)
      .orderBy('gtin_key')
      .limit(pageRows)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.gtin_key
  }
}

async function writeCatalogue(db: Database, storeId: string, version: number, file: string): Promise<void> {
  const { epoch } = await readFeed(db, storeId)
  const image = new Sqlite(file)
  image.pragma('journal_mode = OFF')
  image.pragma('synchronous = OFF')
  image.exec(catalogueSchema)
  const insertItem = image.prepare(catalogueInserts.item)
  const insertAlias = image.prepare(catalogueInserts.alias)
  const insertName = image.prepare(catalogueInserts.name)
  let place = 0
  const insertPage = image.transaction((rows: readonly Page[]) => {
    for (const { gtin_key, packed, aliases } of rows) {
      place += 1
      const item = present(unpackRow(gtin_key, packed), 'a live row holds an item')
      insertItem.run(gtin_key, place, packed)
      insertName.run(place, searchText(item))
      for (const code of readAliases(aliases)) insertAlias.run(code, gtin_key)
    }
  })
  for await (const rows of livePages(db, storeId, version)) insertPage(rows)
  image.exec(catalogueIndexes)
  image.prepare(catalogueInserts.meta).run(epoch, version, place)
  image.close()
}

function compact(file: string, compacted: string): void {
  const image = new Sqlite(file)
  image.prepare('VACUUM INTO ?').run(compacted)
  image.close()
}

async function compress(file: string, compressed: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: zstdLevel } })
  zstd.on('data', (chunk: Uint8Array) => hash.update(chunk))
  await pipeline(createReadStream(file), zstd, createWriteStream(compressed))
  const handle = await open(compressed, 'r+')
  await handle.sync()
  const { size } = await handle.stat()
  await handle.close()
  return { bytes: size, sha256: hash.digest('hex') }
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  )

/** What an earlier image, or an interrupted build, left of this store. */
async function sweepDirectory(directory: string, storeId: string, kept: string): Promise<void> {
  const names = await readdir(directory)
  const old = names.filter((name) => name.startsWith(`${storeId}.`) && name !== kept)
  await Promise.all(old.map((name) => rm(join(directory, name), { force: true })))
}

async function isStale({ db, settings }: ServerPorts, storeId: string): Promise<boolean> {
  const { epoch, head } = await readFeed(db, storeId)
  const image = await db
    .selectFrom('catalogue_image')
    .selectAll()
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  if (head === 0) return false
  if (image === undefined || image.epoch !== epoch) return true
  if (head - image.version > imageLagVersionsMax) return true
  return !(await isThere(join(settings.imageDirectory, image.file)))
}

async function publish(ports: ServerPorts, storeId: string): Promise<void> {
  const { db, settings, random, log } = ports
  const directory = settings.imageDirectory
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const { epoch, head: version } = await readFeed(db, storeId)
  const draft = join(directory, `${storeId}.${random.id()}`)
  const file = `${storeId}.${epoch}.${version}.db.zst`
  await writeCatalogue(db, storeId, version, `${draft}.db`)
  compact(`${draft}.db`, `${draft}.vacuumed`)
  const made = await compress(`${draft}.vacuumed`, `${draft}.zst`)
  await rename(`${draft}.zst`, join(directory, file))
  const row = { store_id: storeId, epoch, version, file, ...made }
  await db
    .insertInto('catalogue_image')
    .values(row)
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet({ epoch, version, file, ...made }))
    .execute()
  await sweepDirectory(directory, storeId, file)
  if (version > changesVersionsKept) await raiseFloor(db, storeId, version - changesVersionsKept)
  log.info('CatalogueImagePublished', { storeId, version, bytes: made.bytes })
}

/** Makes every image that is missing or too old. Call it again and again; it does nothing when nothing is due. */
export async function buildImages(ports: ServerPorts): Promise<void> {
  const stores = await ports.db.selectFrom('feed').select('store_id').orderBy('store_id').execute()
  for (const { store_id } of stores) {
    if (await isStale(ports, store_id)) await publish(ports, store_id)
  }
}
