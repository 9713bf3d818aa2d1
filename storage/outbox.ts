/**
 * The journal seen by the upload: what the server does not hold yet. The server's word moves the mark, backwards too
 * (it may have been restored from a backup); nothing sent is ever deleted. Numbers come from memory, so that showing
 * them never reads the disk.
 */

import type Database from 'better-sqlite3'
import * as v from 'valibot'
import type { JournalEntry, JournalHead } from '../domain/journal.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { Disk } from './disk.ts'
import { beginning, entryOfRow, type Position, pageReader } from './journal-rows.ts'
import type { DiskRefusal } from './refusal.ts'

interface Mark extends Position {
  readonly quarantined: number
}

const markSchema = v.object({ epoch: v.number(), seq: v.number(), quarantined: v.number() })

const unmarked: Mark = { ...beginning, quarantined: 0 }

const compare = (a: Position, b: Position): number => a.epoch - b.epoch || a.seq - b.seq

export interface OutboxSource {
  readonly database: Database.Database
  readonly disk: Disk
  readonly head: () => JournalHead
  readonly ends: readonly Position[]
}

/** Reads the mark; call inside an `attempt`, as every other reading of an opening. */
function readMark(database: Database.Database): Mark {
  const row = v.safeParse(
    markSchema,
    database.prepare('SELECT epoch, seq, quarantined FROM acknowledged').get(),
  )
  return row.success ? row.output : unmarked
}

export function openOutbox({ database, disk, head, ends }: OutboxSource) {
  const page = pageReader(database)
  const write = database.prepare('INSERT OR REPLACE INTO acknowledged VALUES (1, ?, ?, ?)')
  let mark = readMark(database)

  /** Every epoch's last position, this lane's present one included. */
  const allEnds = (): readonly Position[] => [...ends, head()]

  const depth = (): number =>
    allEnds().reduce(
      (sum, { epoch, seq }) =>
        sum + (epoch < mark.epoch ? 0 : epoch === mark.epoch ? Math.max(0, seq - mark.seq) : seq),
      0,
    )

  /** Of one epoch only, because an upload carries one. A row that does not read gives up the file. */
  function waiting(limit: number): readonly JournalEntry[] {
    if (depth() === 0) return []
    const rows = disk.attempt(() => page(mark, limit))
    if (!rows.ok) return []
    const entries: JournalEntry[] = []
    for (const row of rows.value) {
      const entry = entryOfRow(head().laneId, row)
      if (!entry) {
        disk.fail(`the journal entry after ${entries.at(-1)?.seq ?? mark.seq} is not readable`)
        break
      }
      if (entries[0] && entries[0].epoch !== entry.epoch) break
      entries.push(entry)
    }
    return entries
  }

  function acknowledge(epoch: number, seq: number, quarantined: number): Result<void, DiskRefusal> {
    const end = allEnds().find((each) => each.epoch === epoch)
    if (!end || seq > end.seq) {
      const reason = `the server holds entry ${seq} of epoch ${epoch}, which this journal lacks`
      return err({ kind: 'DiskFailed', reason })
    }
    const forward = compare({ epoch, seq }, mark) > 0
    const next = { epoch, seq, quarantined: mark.quarantined + (forward ? quarantined : 0) }
    if (compare(next, mark) === 0) return ok(undefined)
    const written = disk.attempt(() => write.run(next.epoch, next.seq, next.quarantined))
    if (!written.ok) return written
    mark = next
    return ok(undefined)
  }

  return {
    waiting,
    depth,
    oldestAtMs: (): number | undefined => waiting(1)[0]?.atMs,
    quarantined: (): number => mark.quarantined,
    acknowledge,
  }
}

export type LaneOutbox = ReturnType<typeof openOutbox>
