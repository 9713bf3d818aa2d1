/**
 * Full sync of a lane, the local half: a downloaded image of a million items becomes the live catalogue (hash, unpack,
 * check, sync, rename, open, first lookup), beside copying and syncing the unpacked file.
 */

import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import { assert } from '../../domain/result.ts'
import { openCatalogue } from '../../storage/catalogue.ts'
import { printTable } from './figures.ts'
import { benchCatalogue, benchItems, benchVersion, firstGtin } from './million.ts'

const rounds = 3

const directory = mkdtempSync(join(tmpdir(), 'scanway-bench-'))
const source = benchCatalogue()
const file = join(directory, 'image.zst')
await pipeline(createReadStream(source), createZstdCompress(), createWriteStream(file))
const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')

async function secondsOf(run: () => void | Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await run()
  return (performance.now() - startedMs) / 1_000
}

async function install(): Promise<void> {
  const catalogue = openCatalogue(join(directory, 'catalog.db'))
  assert(catalogue.ok, 'the bench catalogue opens')
  const installed = await catalogue.value.installImageFile({ file, sha256, ...benchVersion })
  assert(installed.ok, `the image is installed: ${JSON.stringify(installed)}`)
  assert(catalogue.value.byGtin(firstGtin) !== undefined, 'the new catalogue answers')
  catalogue.value.close()
}

function copy(): void {
  const target = join(directory, 'copy.db')
  copyFileSync(source, target)
  const descriptor = openSync(target, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

const installs: number[] = []
const copies: number[] = []
for (let round = 0; round < rounds; round++) {
  installs.push(await secondsOf(install))
  copies.push(await secondsOf(copy))
}
const [best, bestCopy] = [Math.min(...installs), Math.min(...copies)]
printTable(`a new catalogue of ${benchItems} items in place`, [
  {
    '': 'Scanway',
    'seconds (best)': best,
    'seconds (worst)': Math.max(...installs),
    MB: statSync(file).size / 1e6,
  },
  {
    '': 'copy + fsync of the file',
    'seconds (best)': bestCopy,
    'seconds (worst)': Math.max(...copies),
    MB: statSync(source).size / 1e6,
  },
  {
    '': 'ratio',
    'seconds (best)': best / bestCopy,
    'seconds (worst)': Math.max(...installs) / Math.max(...copies),
    MB: '',
  },
])
rmSync(directory, { recursive: true })
