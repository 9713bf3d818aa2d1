/**
 * One opened file and whether it can still be trusted. After the first failure it refuses everything: what a failed
 * commit or sync left behind is known only to who reads the disk anew (a second try on the same handle may report
 * success for bytes that never arrived).
 */

import type Database from 'better-sqlite3'
import { err, ok, type Result } from '../domain/result.ts'
import { sqliteError } from './database.ts'
import type { DiskRefusal } from './refusal.ts'

export interface Disk {
  /** Runs something on the file, or says why the file cannot be used any more. */
  attempt<T>(run: () => T): Result<T, DiskRefusal>
  failure(): string | undefined
  /** Gives up the file, by an error found in what was read. */
  fail(reason: string): DiskRefusal
  close(): void
}

export function diskOf(database: Database.Database): Disk {
  let failure: string | undefined

  function fail(reason: string): DiskRefusal {
    failure ??= reason
    return { kind: 'DiskFailed', reason: failure }
  }

  function attempt<T>(run: () => T): Result<T, DiskRefusal> {
    if (failure !== undefined) return err(fail(failure))
    if (!database.open) return err(fail('the file is closed'))
    try {
      return ok(run())
    } catch (error) {
      const { code, message } = sqliteError(error)
      return err(fail(`${message} (${code})`))
    }
  }

  function close(): void {
    try {
      database.close()
    } catch (error) {
      fail(sqliteError(error).message)
    }
  }

  return { attempt, failure: () => failure, fail, close }
}
