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
import type { Database } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'
import { raiseFloor, readAliases } from './changes.ts'
import { readFeed } from './feed.ts'
import { type ImagePages, writeImageHere } from './image-file.ts'

/** An image that lags by more versions is made anew. */
export const imageLagVersionsMax = 50
/** Deletions are remembered for so many versions behind the image. */
const changesVersionsKept = 1_000

const pageRows = 1_000
const zstdLevel = 3

/** Rows newer than the image's version come with the changes after it, so that the image is one moment's. */
async function* livePages(db: Database, storeId: string, version: number): ImagePages {
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
    yield rows.map(({ gtin_key: key, packed, aliases }) => ({ key, packed, aliases: readAliases(aliases) }))
    after = last.gtin_key
  }
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
  const { writeImage = writeImageHere } = ports
  await writeImage(`${draft}.db`, { epoch, version }, livePages(db, storeId, version))
  const made = await compress(`${draft}.db`, `${draft}.zst`)
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
