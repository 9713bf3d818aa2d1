/**
 * One server at a time on an embedded database. Two that were started by mistake would each take the other's calls for
 * those of a dead one. The hold is a lock of the operating system's on a file beside the database, so it ends with the
 * process however that ends, and keeps nobody from reading the database itself.
 */

import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { err, ok, type Result } from '../../domain/result.ts'

/** How long a server that is just ending is waited for. */
const endingWaitMs = 3_000

export interface DataHold {
  release(): void
}

/** `DataInUse`: another server is at work there. `LockUnusable`: the file itself is damaged, or cannot be written. */
export type HoldRefusal =
  | { readonly kind: 'DataInUse' }
  | { readonly kind: 'LockUnusable'; readonly file: string; readonly reason: string }

export function holdData(directory: string): Result<DataHold, HoldRefusal> {
  const file = join(directory, 'server.lock')
  let lock: Sqlite.Database | undefined
  // That somebody else has it arrives as an exception, as damage does.
  try {
    const opened = new Sqlite(file, { timeout: endingWaitMs })
    lock = opened
    opened.exec('BEGIN EXCLUSIVE')
    return ok({ release: () => void opened.close() })
  } catch (error) {
    lock?.close()
    const code = error instanceof Sqlite.SqliteError ? error.code : String(error)
    return err(code === 'SQLITE_BUSY' ? { kind: 'DataInUse' } : { kind: 'LockUnusable', file, reason: code })
  }
}
