/**
 * The lane's journal on disk. One input's facts are one transaction, durable when `append` returns. What is found
 * damaged, foreign or newer is refused and left untouched; after a failed write the journal refuses all others until
 * it is opened anew.
 */

import type Database from 'better-sqlite3'
import { chain, headOf, type JournalHead, type NewEntry } from '../domain/journal.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { checkpointText } from '../domain/sale/checkpoint.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import {
  inspectDatabase,
  isEmpty,
  journalPragmas,
  openDatabase,
  openRefusal,
  type Pragma,
} from './database.ts'
import { diskOf } from './disk.ts'
import { journalFormat } from './journal-format.ts'
import {
  checkpointDigest,
  type JournalIdentity,
  type JournalReading,
  type Recovery,
  readJournal,
} from './journal-reading.ts'
import { entryWriter } from './journal-rows.ts'
import { formatVersion, migrate } from './migration.ts'
import { type LaneOutbox, openOutbox } from './outbox.ts'
import type { DiskRefusal, JournalRefusal } from './refusal.ts'
import { type LaneSetupStore, openSetup } from './setup.ts'
import { verifyWholeJournal, type WholeJournal } from './verify.ts'

/** Up to this size a start also checks the whole file's structure; beyond it, that is for an idle hour. */
const quickCheckBytesMax = 64 * 1024 * 1024

export interface JournalFile {
  head(): JournalHead
  /** What the disk held when the journal was opened. */
  recover(): Recovery
  append(news: readonly NewEntry[], checkpoint?: LaneState): Result<JournalHead, DiskRefusal>
  readonly outbox: LaneOutbox
  readonly setup: LaneSetupStore
  /** Why nothing can be written any more, once that is so. */
  failure(): string | undefined
  /** Checks every entry ever written, a page at each step. */
  verify(): Generator<number, Result<WholeJournal, JournalRefusal>>
  close(): void
}

function quickCheck(database: Database.Database, path: string): Result<void, JournalRefusal> {
  const pages = Number(database.pragma('page_count', { simple: true }))
  const pageBytes = Number(database.pragma('page_size', { simple: true }))
  if (pages * pageBytes > quickCheckBytesMax) return ok(undefined)
  const found = database.pragma('quick_check(1)', { simple: true })
  return found === 'ok' ? ok(undefined) : err({ kind: 'Damaged', path, reason: String(found) })
}

/** Everything that can be refused is refused here, before the file is opened for writing. */
function inspect(identity: JournalIdentity): Result<void, JournalRefusal> {
  const { path } = identity
  const empty = isEmpty(path)
  if (!empty.ok) return empty
  if (empty.value) return ok(undefined)
  return inspectDatabase<void, JournalRefusal>(path, (database) => {
    const version = formatVersion(database, path, journalFormat)
    if (!version.ok) return version
    const sound = quickCheck(database, path)
    if (!sound.ok || version.value < journalFormat.migrations.length) return sound
    const reading = readJournal(database, identity)
    return reading.ok ? ok(undefined) : reading
  })
}

function checkpointWriter(database: Database.Database, { sha256 }: JournalIdentity) {
  const replace = database.prepare('INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?, ?, ?)')
  return ({ epoch, seq, hash }: JournalHead, checkpoint: LaneState): void => {
    const state = checkpointText(checkpoint)
    replace.run(epoch, seq, hash, state, checkpointDigest({ epoch, seq, hash, state }, sha256))
  }
}

function attach(
  database: Database.Database,
  identity: JournalIdentity,
  reading: JournalReading,
): JournalFile {
  const disk = diskOf(database)
  const writeEntries = entryWriter(database)
  const writeCheckpoint = checkpointWriter(database, identity)
  const inTransaction = database.transaction((run: () => void) => run())
  let { head } = reading

  function append(news: readonly NewEntry[], checkpoint?: LaneState): Result<JournalHead, DiskRefusal> {
    const entries = chain(head, news, identity.sha256)
    const last = entries.at(-1)
    const next = last ? headOf(last) : head
    const written = disk.attempt(() =>
      inTransaction.immediate(() => {
        writeEntries(entries)
        if (checkpoint && last) writeCheckpoint(next, checkpoint)
      }),
    )
    if (!written.ok) return written
    head = next
    return ok(head)
  }

  return {
    head: () => head,
    recover: () => reading.recovery,
    append,
    outbox: openOutbox({ database, disk, head: () => head, ends: reading.ends }),
    setup: openSetup(database, disk),
    failure: disk.failure,
    verify: () => verifyWholeJournal(database, identity),
    close: disk.close,
  }
}

function take(database: Database.Database, identity: JournalIdentity): Result<JournalFile, JournalRefusal> {
  const { path, laneId } = identity
  try {
    const migrated = migrate(database, path, journalFormat)
    if (!migrated.ok) return migrated
    const reading = readJournal(database, identity)
    if (!reading.ok) return reading
    database.prepare('INSERT OR IGNORE INTO lane VALUES (1, ?)').run(laneId)
    return ok(attach(database, identity, reading.value))
  } catch (error) {
    return err(openRefusal(path, error))
  }
}

/**
 * Opens the journal of one lane, or makes it. `pragmas` are the journal's own but in tests that show what weaker
 * ones would lose.
 */
export function openJournal(
  identity: JournalIdentity,
  pragmas: readonly Pragma[] = journalPragmas,
): Result<JournalFile, JournalRefusal> {
  const sound = inspect(identity)
  if (!sound.ok) return sound
  const opened = openDatabase(identity.path, pragmas)
  if (!opened.ok) return opened
  const journal = take(opened.value, identity)
  if (!journal.ok) opened.value.close()
  return journal
}
