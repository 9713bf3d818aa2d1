/**
 * Full sync of a lane, the local half: a downloaded image of a million items becomes the live catalogue (hash, unpack,
 * check, sync, rename, open, first lookup), beside copying and syncing the unpacked file.
 */

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import { assert } from '../../domain/result.ts'
import { openCatalogue } from '../../storage/catalogue.ts'
import { copyDurably } from './copy.ts'
import { type BenchRow, medianRow, secondsOf } from './figures.ts'
import { benchCatalogue, benchItems, benchVersion, firstGtin } from './million.ts'

const rounds = 3

export async function run(): Promise<readonly BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'scanway-bench-'))
  const source = benchCatalogue()
  const file = join(directory, 'image.zst')
  await pipeline(createReadStream(source), createZstdCompress(), createWriteStream(file))
  const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')

  async function install(): Promise<void> {
    const catalogue = openCatalogue(join(directory, 'catalog.db'))
    assert(catalogue.ok, 'the bench catalogue opens')
    const installed = await catalogue.value.installImageFile({ file, sha256, ...benchVersion })
    assert(installed.ok, `the image is installed: ${JSON.stringify(installed)}`)
    assert(catalogue.value.byGtin(firstGtin) !== undefined, 'the new catalogue answers')
    catalogue.value.close()
  }

  const installs: number[] = []
  const copies: number[] = []
  for (let round = 0; round < rounds; round++) {
    installs.push(await secondsOf(install))
    copies.push(await secondsOf(() => copyDurably(source, join(directory, 'copy.db'))))
  }
  rmSync(directory, { recursive: true })
  return [
    medianRow(
      's',
      { what: `an image of ${benchItems.toLocaleString('en')} put in place`, samples: installs },
      { what: 'copy + fsync of the file', samples: copies },
    ),
  ]
}
