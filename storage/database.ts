/**
 * Opens a SQLite file with the settings its kind of data needs, and proves each by reading it back: better-sqlite3
 * on its own would sync a journal too rarely for money. A file is locked for as long as it is open, so a second
 * process is refused. Never open a locked file by other means in the same process: closing it would drop the lock.
 */

import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { assert, err, ok, type Result } from '../domain/result.ts'
import type { OpenRefusal } from './refusal.ts'

/** How long an opening waits for a process that is just letting go. */
const lockWaitMs = 1_000

/** What a WAL file is cut back to after it was copied into the database. */
const walBytesKept = 16 * 1024 * 1024

const mmapBytes = 512 * 1024 * 1024

/** A setting and what SQLite must answer when asked for it. */
export interface Pragma {
  readonly name: string
  readonly value: string | number
}

/** In this order: the lock mode before the file is first read, syncing before the file is first written. */
const commonPragmas: readonly Pragma[] = [
  { name: 'locking_mode', value: 'exclusive' },
  { name: 'busy_timeout', value: lockWaitMs },
  { name: 'trusted_schema', value: 0 },
  { name: 'cell_size_check', value: 1 },
  { name: 'foreign_keys', value: 1 },
]

const synchronousNormal = 1
const synchronousFull = 2

/** For what exists nowhere else: a commit is on the disk when it returns. */
export const journalPragmas: readonly Pragma[] = [
  ...commonPragmas,
  { name: 'synchronous', value: synchronousFull },
  { name: 'journal_mode', value: 'wal' },
  { name: 'journal_size_limit', value: walBytesKept },
]

/** For what can be fetched again: a power cut may take the last commits, never the file's consistency. */
export const cataloguePragmas: readonly Pragma[] = [
  ...commonPragmas,
  { name: 'synchronous', value: synchronousNormal },
  { name: 'journal_mode', value: 'wal' },
  { name: 'journal_size_limit', value: walBytesKept },
  { name: 'mmap_size', value: mmapBytes },
]

/** What SQLite threw. Anything else that is thrown while it works is a defect and stays one. */
export function sqliteError(error: unknown): { readonly code: string; readonly message: string } {
  assert(error instanceof Database.SqliteError, `only SQLite fails here, not: ${String(error)}`)
  return error
}

export function openRefusal(path: string, error: unknown): OpenRefusal {
  const { code, message } = sqliteError(error)
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return { kind: 'InUse', path }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return { kind: 'Damaged', path, reason: message }
  return { kind: 'CannotOpen', path, reason: message }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** SQLite would quietly delete the log of a missing database; but the log may hold sales. */
export const isEmpty = (path: string): Result<boolean, OpenRefusal> => {
  const empty = sizeOf(path) === 0
  return empty && sizeOf(`${path}-wal`) > 0
    ? err({ kind: 'Damaged', path, reason: 'the file is missing, only its log is there' })
    : ok(empty)
}

const setting = (database: Database.Database, name: string): string =>
  String(database.pragma(name, { simple: true }))

function settle(
  database: Database.Database,
  path: string,
  pragmas: readonly Pragma[],
): Result<void, OpenRefusal> {
  for (const { name, value } of pragmas) database.pragma(`${name} = ${value}`)
  for (const { name, value } of pragmas) {
    const found = setting(database, name)
    if (found !== String(value))
      return err({ kind: 'PragmaRefused', path, name, wanted: String(value), found })
  }
  return ok(undefined)
}

/** Opens for writing, makes the file if there is none, and holds its lock until closed. */
export function openDatabase(
  path: string,
  pragmas: readonly Pragma[],
): Result<Database.Database, OpenRefusal> {
  if (!existsSync(dirname(path)))
    return err({ kind: 'CannotOpen', path, reason: 'its directory does not exist' })
  let database: Database.Database | undefined
  try {
    database = new Database(path, { timeout: lockWaitMs })
    const settled = settle(database, path, pragmas)
    if (settled.ok) return ok(database)
    database.close()
    return settled
  } catch (error) {
    database?.close()
    return err(openRefusal(path, error))
  }
}

const halfWritten = 'SQLITE_READONLY_ROLLBACK'

function lookInto<T, E>(
  path: string,
  look: (database: Database.Database) => Result<T, E>,
): Result<T, E | OpenRefusal> | typeof halfWritten {
  let database: Database.Database | undefined
  try {
    database = new Database(path, { readonly: true, fileMustExist: true, timeout: lockWaitMs })
    for (const name of ['trusted_schema = 0', 'cell_size_check = 1']) database.pragma(name)
    return look(database)
  } catch (error) {
    return sqliteError(error).code === halfWritten ? halfWritten : err(openRefusal(path, error))
  } finally {
    database?.close()
  }
}

/** Undoes a half-written change. Only a kill while the file is made leaves one: after that it is in WAL mode. */
function rollBack(path: string): Result<void, OpenRefusal> {
  let database: Database.Database | undefined
  try {
    database = new Database(path, { fileMustExist: true, timeout: lockWaitMs })
    database.pragma('schema_version')
    return ok(undefined)
  } catch (error) {
    return err(openRefusal(path, error))
  } finally {
    database?.close()
  }
}

/** Looks into an existing file without changing a byte of it or of its log, and closes it again. */
export function inspectDatabase<T, E>(
  path: string,
  look: (database: Database.Database) => Result<T, E>,
): Result<T, E | OpenRefusal> {
  const first = lookInto(path, look)
  if (first !== halfWritten) return first
  const undone = rollBack(path)
  if (!undone.ok) return undone
  const second = lookInto(path, look)
  return second === halfWritten ? err({ kind: 'CannotOpen', path, reason: 'it is half-written' }) : second
}
