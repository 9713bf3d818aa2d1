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

export function holdData(directory: string): Result<DataHold, { readonly kind: 'DataInUse' }> {
  const lock = new Sqlite(join(directory, 'server.lock'), { timeout: endingWaitMs })
  // That somebody else has it arrives as an exception.
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return ok({ release: () => void lock.close() })
  } catch {
    lock.close()
    return err({ kind: 'DataInUse' })
  }
}
