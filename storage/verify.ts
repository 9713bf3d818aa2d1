/**
 * Reads a journal from its first entry to its last and checks every link. It goes page by page and gives way between
 * pages, so an idle lane can do it without holding up a scan. It reads only.
 */

import type Database from 'better-sqlite3'
import type { JournalHead } from '../domain/journal.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { inspectDatabase, openRefusal } from './database.ts'
import { journalFormat } from './journal-format.ts'
import { type JournalIdentity, pageEntries, readPage } from './journal-reading.ts'
import { beginning, type Position, pageReader } from './journal-rows.ts'
import { formatVersion } from './migration.ts'
import type { JournalRefusal } from './refusal.ts'

export interface WholeJournal {
  readonly entries: number
  readonly head: JournalHead
}

/** Yields the entries checked so far after every page; returns the end of the whole chain or its first break. */
export function* verifyWholeJournal(
  database: Database.Database,
  identity: JournalIdentity,
): Generator<number, Result<WholeJournal, JournalRefusal>> {
  const page = pageReader(database)
  const rowsAfter = (after: Position): Result<readonly unknown[], JournalRefusal> => {
    try {
      return ok(page(after, pageEntries))
    } catch (error) {
      return err(openRefusal(identity.path, error))
    }
  }
  let head: JournalHead = { laneId: identity.laneId, ...beginning, hash: '' }
  let entries = 0
  while (true) {
    const rows = rowsAfter(head)
    if (!rows.ok) return rows
    const read = readPage(rows.value, head, identity)
    if (!read.ok) return read
    const last = read.value.at(-1)
    if (last) head = { laneId: last.laneId, epoch: last.epoch, seq: last.seq, hash: last.hash }
    entries += read.value.length
    if (read.value.length < pageEntries) return ok({ entries, head })
    yield entries
  }
}

/** Checks a journal that no lane holds, such as a copy, from end to end. */
export const verifyJournalFile = (identity: JournalIdentity): Result<WholeJournal, JournalRefusal> =>
  inspectDatabase<WholeJournal, JournalRefusal>(identity.path, (database) => {
    const version = formatVersion(database, identity.path, journalFormat)
    if (!version.ok) return version
    const walk = verifyWholeJournal(database, identity)
    let step = walk.next()
    while (!step.done) step = walk.next()
    return step.value
  })
