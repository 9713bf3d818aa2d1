/**
 * One fact made durable: the lane's journal (hash chain, transaction, sync) beside writing and syncing four kilobytes
 * to a file. Both on the disk of the temporary directory, turn by turn, because disks have moods.
 */

import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from '../../domain/result.ts'
import { openJournal } from '../../storage/journal.ts'
import { cola, identityAt } from '../storage/selling.ts'
import { type BenchRow, besideRows, timed } from './figures.ts'

const rounds = 20
const appendsPerRound = 100

export async function run(): Promise<readonly BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'scanway-bench-'))
  const journal = openJournal(identityAt(join(directory, 'journal.db')))
  assert(journal.ok, 'the bench journal opens')
  const raw = openSync(join(directory, 'raw'), 'w')
  const page = Buffer.alloc(4096, 7)

  const append = (turn: number): void => {
    const fact = {
      kind: 'ItemScanned',
      lineId: `l${turn}`,
      item: cola,
      source: 'serial',
      catalogueVersion: 1,
    } as const
    assert(journal.value.append([{ atMs: turn, saleId: 'sale-1', fact }]).ok, 'the fact is appended')
  }
  const write = (): void => {
    writeSync(raw, page)
    fsyncSync(raw)
  }

  const appends: number[] = []
  const writes: number[] = []
  for (let round = 0; round < rounds; round++) {
    appends.push(...timed(appendsPerRound, append))
    writes.push(...timed(appendsPerRound, write))
  }
  journal.value.close()
  closeSync(raw)
  rmSync(directory, { recursive: true })
  return besideRows(
    'µs',
    { what: 'one fact made durable', samples: appends },
    { what: 'write + fsync of 4 KiB', samples: writes },
  )
}
