/**
 * Cuts the power at every file operation of a selling lane: strace records what the lane asked of the disk, a model
 * of the disk gives the states a cut may leave, and the journal is opened on each. `SCANWAY_POWER_INPUTS`,
 * `SCANWAY_POWER_SUBSETS` and `SCANWAY_SEED` make it longer or repeat it.
 */

import { spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJournal } from '../../storage/journal.ts'
import { verifyJournalFile } from '../../storage/verify.ts'
import type { Orders } from './crash-child.ts'
import { DiskModel, type Files } from './disk-model.ts'
import { ownDirectory } from './fixture.ts'
import { seededFractions } from './random.ts'
import { identityAt, sha256 } from './selling.ts'
import { readTrace, straceArguments } from './trace.ts'

const seed = Number(process.env['SCANWAY_SEED'] ?? 1)
const inputs = Number(process.env['SCANWAY_POWER_INPUTS'] ?? 15)
const subsets = Number(process.env['SCANWAY_POWER_SUBSETS'] ?? 1)

/** Thousands of small directories are made; memory takes them faster than a disk. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : undefined

const traceable = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
if (!traceable) console.log('power cuts not tested: strace is missing or not allowed here')

interface Session {
  readonly directory: string
  readonly trace: string
  readonly acknowledgements: string
}

/** Lets a lane sell in `directory` and records it. */
function record(directory: string, variant: Orders['variant']): Session {
  const recordings = ownDirectory()
  const acknowledgements = join(recordings, 'acknowledged')
  const trace = join(recordings, 'trace')
  const descriptor = openSync(acknowledgements, 'w')
  const orders: Orders = { path: join(directory, 'journal.db'), variant, inputs, acknowledgeTo: 3 }
  const child = [process.execPath, join(import.meta.dirname, 'crash-child.ts')]
  const { status, stderr } = spawnSync('strace', [...straceArguments, '-o', trace, ...child], {
    input: JSON.stringify(orders),
    stdio: ['pipe', 'pipe', 'pipe', descriptor],
  })
  closeSync(descriptor)
  expect({ status, complaint: String(stderr) }).toEqual({ status: 0, complaint: '' })
  return { directory, trace: readFileSync(trace, 'utf8'), acknowledgements }
}

type Outcome = 'whole' | 'lost' | 'refused'

/** Opens the journal as a lane would after the cut. */
function outcomeOf(files: Files, directory: string, acknowledged: number): Outcome {
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory)
  for (const [path, bytes] of files) writeFileSync(join(directory, basename(path)), bytes)
  const identity = identityAt(join(directory, 'journal.db'))
  const opened = openJournal(identity)
  if (!opened.ok) return 'refused'
  const { seq } = opened.value.head()
  opened.value.close()
  if (seq < acknowledged) return 'lost'
  return seq === 0 || verifyJournalFile(identity).ok ? 'whole' : 'refused'
}

const fingerprint = (files: Files, acknowledged: number): string =>
  sha256(
    [acknowledged, ...[...files].map(([path, bytes]) => `${path} ${sha256(bytes.toString('latin1'))}`)].join(
      '\n',
    ),
  )

/** Cuts the power at every operation of a session. */
function cutEverywhere({ directory, trace, acknowledgements }: Session, before: Files) {
  const tally = { whole: 0, lost: 0, refused: 0 }
  const fraction = seededFractions(seed)
  const disk = new DiskModel(before)
  const seen = new Set<string>()
  const after = join(ownDirectory(scratch), 'after')
  let acknowledged = 0
  for (const operation of readTrace(trace, directory, acknowledgements)) {
    if (operation.kind === 'acknowledge') acknowledged = operation.seq
    else disk.do(operation)
    for (const files of disk.cuts(fraction, subsets)) {
      const print = fingerprint(files, acknowledged)
      if (seen.has(print)) continue
      seen.add(print)
      tally[outcomeOf(files, after, acknowledged)]++
    }
  }
  return { ...tally, acknowledged }
}

const filesIn = (directory: string): Files =>
  new Map(
    readdirSync(directory).map((name) => {
      const path = join(directory, name)
      return [path, readFileSync(path)]
    }),
  )

const longTestMs = 300_000

describe.skipIf(!traceable)('a power cut while the lane sells', () => {
  it('loses nothing acknowledged and always leaves a journal that opens', { timeout: longTestMs }, () => {
    const directory = ownDirectory()
    for (const life of ['first', 'second']) {
      const before = filesIn(directory)
      const tally = cutEverywhere(record(directory, 'sound'), before)
      console.log(`${life} life: ${tally.whole} states after a power cut, none lost, none refused`)
      expect(tally).toMatchObject({ lost: 0, refused: 0 })
      expect(tally.acknowledged).toBeGreaterThan(inputs)
      expect(tally.whole).toBeGreaterThan(inputs * 4)
    }
  })

  it('is seen to lose sales where the disk is synced less often', { timeout: longTestMs }, () => {
    const tally = cutEverywhere(record(ownDirectory(), 'synchronous-normal'), new Map())
    expect(tally.lost).toBeGreaterThan(0)
  })
})
