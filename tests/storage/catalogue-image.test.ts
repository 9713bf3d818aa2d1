/**
 * What installing an image must never do: mix two catalogues, trust strange bytes, leave the lane without the old copy.
 */

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { zstdCompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freshPath, type LaneCatalogue, openCatalogue } from '../../storage/catalogue.ts'
import type { ImageFile } from '../../storage/catalogue-image-file.ts'
import { buildCatalogue, compressed, gtinOf, imageAt, shelf } from './catalogue-fixture.ts'
import { must, ownDirectory, refused } from './fixture.ts'
import { seededFractions } from './random.ts'

const installKills = Number(process.env['SCANWAY_INSTALL_KILLS'] ?? 12)
const seed = Number(process.env['SCANWAY_SEED'] ?? 1)

function opened(path: string): LaneCatalogue {
  const catalogue = must(openCatalogue(path))
  onTestFinished(() => catalogue.close())
  return catalogue
}

const image = (directory: string, version: number, count = 50): ImageFile =>
  imageAt(join(directory, `image-${version}`), { epoch: 'e1', version, shelf: shelf(count, version) })

/** A lane that sells from version 3. */
async function running(): Promise<{ directory: string; path: string; catalogue: LaneCatalogue }> {
  const directory = ownDirectory()
  const path = join(directory, 'catalog.db')
  const catalogue = opened(path)
  must(await catalogue.installImageFile(image(directory, 3)))
  return { directory, path, catalogue }
}

/** One version's prices everywhere: what a mix of two catalogues could not have. */
const priceEverywhere = (catalogue: LaneCatalogue, count: number): number | undefined => {
  const prices = new Set(
    Array.from({ length: count }, (_, index) => catalogue.byGtin(gtinOf(index))?.priceMinor),
  )
  expect(prices.size).toBe(1)
  return [...prices][0]
}

describe('installing an image', () => {
  it('gives a lane without a copy its first one, for this start and the next', async () => {
    const { path, catalogue } = await running()
    expect(catalogue.status()).toEqual({ epoch: 'e1', version: 3, items: 50 })
    expect(catalogue.byAlias('P10')?.gtin).toBe(gtinOf(10))
    expect(catalogue.search('可乐', 50).length).toBe(50)
    catalogue.close()
    expect(priceEverywhere(opened(path), 50)).toBe(3)
  })

  it('leaves nothing of the old copy behind, its unwritten log least of all', async () => {
    const { directory, path, catalogue } = await running()
    const rows = shelf(50, 4).map(({ item, aliases }) => ({ gtin: item.gtin, item, aliases }))
    must(catalogue.apply({ epoch: 'e1', version: 4, more: false, rows }))
    expect(existsSync(`${path}-wal`)).toBe(true)
    must(await catalogue.installImageFile(image(directory, 9, 40)))
    expect(catalogue.status()).toEqual({ epoch: 'e1', version: 9, items: 40 })
    catalogue.close()
    const again = opened(path)
    expect(priceEverywhere(again, 40)).toBe(9)
    expect(again.byGtin(gtinOf(45))).toBeUndefined()
  })

  it('replaces a damaged copy', async () => {
    const { directory, path, catalogue } = await running()
    catalogue.close()
    writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 5_000), Buffer.alloc(40_000, 7)]))
    const damaged = opened(path)
    expect(damaged.byGtin(gtinOf(1))).toBeUndefined()
    expect(damaged.status()).toBeUndefined()
    must(await damaged.installImageFile(image(directory, 5)))
    expect(priceEverywhere(damaged, 50)).toBe(5)
  })

  it('takes one image at a time', async () => {
    const { directory, catalogue } = await running()
    const [first, second] = await Promise.all([
      catalogue.installImageFile(image(directory, 5)),
      catalogue.installImageFile(image(directory, 6)),
    ])
    expect(first.ok).toBe(true)
    expect(refused(second).reason).toContain('another image')
    expect(catalogue.status()?.version).toBe(5)
  })
})

type Spoil = (image: ImageFile, directory: string) => ImageFile

/** A well-announced file of these bytes. */
function announce(image: ImageFile, bytes: Buffer): ImageFile {
  writeFileSync(image.file, bytes)
  return { ...image, sha256: createHash('sha256').update(bytes).digest('hex') }
}

function built(directory: string, change: (database: Database.Database) => void): ImageFile {
  const path = join(directory, 'spoilt')
  buildCatalogue(path, { epoch: 'e1', version: 5, shelf: shelf(50, 5) })
  const database = new Database(path)
  change(database)
  database.close()
  return compressed(path, { epoch: 'e1', version: 5 })
}

const spoils: Readonly<Record<string, Spoil>> = {
  'another hash': (good) => ({ ...good, sha256: 'a'.repeat(64) }),
  'another version': (good) => ({ ...good, version: 6 }),
  'another epoch': (good) => ({ ...good, epoch: 'e2' }),
  'half its bytes': (good) => announce(good, readFileSync(good.file).subarray(0, 500)),
  'no zstd': (good) => announce(good, Buffer.from('<html>Please sign in to the network</html>')),
  'no database': (good) => announce(good, zstdCompressSync(Buffer.from('hello '.repeat(2_000)))),
  'another program’s': (_, directory) =>
    built(directory, (database) => database.pragma('application_id = 5')),
  'another format': (_, directory) => built(directory, (database) => database.pragma('user_version = 2')),
  'fewer items than it says': (_, directory) =>
    built(directory, (database) => database.exec('DELETE FROM item WHERE place = 7')),
  'left open by its builder': (_, directory) =>
    built(directory, (database) => database.pragma('journal_mode = wal')),
  'torn inside': (_, directory) => {
    const path = join(directory, 'torn')
    buildCatalogue(path, { epoch: 'e1', version: 5, shelf: shelf(400, 5) })
    const bytes = readFileSync(path)
    const at = bytes.indexOf('Cola 330 ml', 4096 * 3) & ~4095
    bytes.fill(0x5a, at, at + 4096)
    writeFileSync(path, bytes)
    return compressed(path, { epoch: 'e1', version: 5 })
  },
}

describe('an image that is not what was announced', () => {
  it.each(Object.entries(spoils))('is refused and the old copy serves on: %s', async (_, spoil) => {
    const { directory, path, catalogue } = await running()
    const refusal = refused(await catalogue.installImageFile(spoil(image(directory, 5), directory)))
    expect(refusal.kind).toBe('Unreachable')
    expect(refusal.reason).not.toBe('')
    expect(catalogue.status()?.version).toBe(3)
    expect(priceEverywhere(catalogue, 50)).toBe(3)
    expect(existsSync(freshPath(path))).toBe(false)
  })

  it('is a failure of the disk when it cannot be read at all', async () => {
    const { directory, catalogue } = await running()
    const missing = { ...image(directory, 5), file: join(directory, 'nowhere') }
    expect(refused(await catalogue.installImageFile(missing)).kind).toBe('DiskFailed')
    expect(priceEverywhere(catalogue, 50)).toBe(3)
  })
})

/** Resolves once `count` whole lines have come; the child's end ends the wait too. */
async function linesOf(stream: Readable, count: number): Promise<void> {
  let lines = 0
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    lines += String(chunk).split('\n').length - 1
    if (lines >= count) break
  }
  stream.resume()
}

describe('a lane killed while it installs images', () => {
  it(`has the one or the other, whole, after each of ${installKills} kills`, {
    timeout: 120_000,
  }, async () => {
    const { directory, path, catalogue } = await running()
    catalogue.close()
    const images = JSON.stringify([image(directory, 5, 300), image(directory, 6, 300)])
    const fraction = seededFractions(seed)
    const program = join(import.meta.dirname, 'install-child.ts')
    const seen = new Set<number>()
    for (let kill = 0; kill < installKills; kill++) {
      const child = spawn(process.execPath, [program, path, images], { stdio: ['ignore', 'pipe', 'inherit'] })
      const closed = once(child, 'close')
      // However slow the disk, every other kill comes when the second image is in place or on its way out.
      await linesOf(child.stdout, 1 + (kill % 2))
      await pause(fraction() * 60)
      child.kill('SIGKILL')
      await closed
      expect(child.signalCode).toBe('SIGKILL')
      const after = must(openCatalogue(path))
      expect(existsSync(freshPath(path))).toBe(false)
      expect(after.status()?.version).toBe(priceEverywhere(after, 300))
      seen.add(after.status()?.version ?? 0)
      after.close()
    }
    expect([...seen].toSorted()).toEqual([5, 6])
  })
})
