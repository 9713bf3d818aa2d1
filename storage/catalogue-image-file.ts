/**
 * Turns a downloaded image into a checked catalogue file beside the live one: hash, size, structure, what it says of
 * itself. It never touches the live file. Checks give way between tables, so that scans go on meanwhile.
 */

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { createZstdDecompress } from 'node:zlib'
import type Database from 'better-sqlite3'
import { err, ok, type Result } from '../domain/result.ts'
import { type CatalogueStatus, readStatus } from './catalogue-copy.ts'
import { inspectDatabase } from './database.ts'
import { type DiskRefusal, type OpenRefusal, refusalSentence } from './refusal.ts'

/** Greatest unpacked image: a million items are a quarter of it. */
const imageBytesMax = 1024 * 1024 * 1024

/** Passed on at a time: small ones cost more in passing than in work. */
const chunkBytes = 1024 * 1024

/** A downloaded image and what the server said of it. */
export interface ImageFile {
  /** The zstd file as received. */
  readonly file: string
  /** Of the zstd file. */
  readonly sha256: string
  readonly epoch: string
  readonly version: number
}

/** The image is not what the server announced: it is not to be trusted, and may be fetched again. */
export type ImageRefusal = { readonly kind: 'Unreachable'; readonly reason: string } | DiskRefusal

const untrusted = (reason: string): Result<never, ImageRefusal> => err({ kind: 'Unreachable', reason })

/** Shows each chunk that passes, and ends the stream once more than `bytesMax` have. */
function passing(bytesMax: number, see: (chunk: Buffer) => void): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      see(chunk)
      bytes += chunk.length
      if (bytes <= bytesMax) done(null, chunk)
      else done(new Error(tooLarge))
    },
  })
}

const tooLarge = 'the image unpacks to more than a catalogue may'

function failureOf(error: unknown): ImageRefusal {
  const reason = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const ofImage = reason === tooLarge || code.startsWith('ZSTD_') || code.startsWith('Z_')
  return { kind: ofImage ? 'Unreachable' : 'DiskFailed', reason }
}

/** Unpacks to `target` and makes it durable, if the bytes are those announced. */
export async function unpackImage(image: ImageFile, target: string): Promise<Result<void, ImageRefusal>> {
  const hash = createHash('sha256')
  const hashing = passing(imageBytesMax, (chunk) => hash.update(chunk))
  const counting = passing(imageBytesMax, () => undefined)
  try {
    await pipeline(
      createReadStream(image.file, { highWaterMark: chunkBytes }),
      hashing,
      createZstdDecompress({ chunkSize: chunkBytes }),
      counting,
      createWriteStream(target, { flush: true, highWaterMark: 4 * chunkBytes }),
    )
  } catch (error) {
    return err(failureOf(error))
  }
  return hash.digest('hex') === image.sha256
    ? ok(undefined)
    : untrusted('the image has another hash than announced')
}

const tables = ['meta', 'item', 'alias', 'name_data', 'name_idx', 'name_docsize', 'name_config']

function announced(
  found: CatalogueStatus | undefined,
  { epoch, version }: ImageFile,
): Result<void, ImageRefusal> {
  if (!found) return untrusted('the image is no catalogue of this format')
  return found.epoch === epoch && found.version === version
    ? ok(undefined)
    : untrusted(`the image holds version ${found.version} of ${found.epoch}, not the one announced`)
}

function checkMeaning(database: Database.Database, image: ImageFile): Result<void, ImageRefusal> {
  if (database.pragma('journal_mode', { simple: true }) === 'wal') return untrusted('the image lacks its log')
  const status = readStatus(database)
  const right = announced(status, image)
  if (!right.ok) return right
  const items = database.prepare('SELECT count(*) FROM item').pluck().get()
  return items === status?.items
    ? ok(undefined)
    : untrusted(`the image holds ${items} items, not as many as it says`)
}

const checkTable = (database: Database.Database, table: string): Result<void, ImageRefusal> => {
  const found = database.pragma(`quick_check(${table})`, { simple: true })
  return found === 'ok' ? ok(undefined) : untrusted(`the image is damaged: ${found}`)
}

const trusted = (checked: Result<void, ImageRefusal | OpenRefusal>): Result<void, ImageRefusal> => {
  if (checked.ok) return checked
  const { error } = checked
  return error.kind === 'Unreachable' || error.kind === 'DiskFailed'
    ? err(error)
    : untrusted(refusalSentence(error))
}

/** Checks an unpacked image table by table. */
export async function checkImage(path: string, image: ImageFile): Promise<Result<void, ImageRefusal>> {
  const meaning = trusted(inspectDatabase(path, (database) => checkMeaning(database, image)))
  if (!meaning.ok) return meaning
  for (const table of tables) {
    await turn()
    const sound = trusted(inspectDatabase(path, (database) => checkTable(database, table)))
    if (!sound.ok) return sound
  }
  return ok(undefined)
}
