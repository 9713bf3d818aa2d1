/**
 * Brings a file's tables to what this program knows, one numbered step per transaction: a kill within a step leaves
 * the step before. Tells files of other programs and of newer versions from its own, before anything is changed.
 */

import type Database from 'better-sqlite3'
import { err, ok, type Result } from '../domain/result.ts'
import type { OpenRefusal } from './refusal.ts'

export interface Migration {
  /** From 1 without gaps; kept as `PRAGMA user_version`. */
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** What a file of ours is known by. */
export interface FileFormat {
  readonly applicationId: number
  readonly migrations: readonly Migration[]
}

const number = (database: Database.Database, pragma: string): number =>
  Number(database.pragma(pragma, { simple: true }))

const isBlank = (database: Database.Database): boolean =>
  database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0

/** The version of the file, 0 when it is still blank; refuses what is not ours or is newer than we are. */
export function formatVersion(
  database: Database.Database,
  path: string,
  { applicationId, migrations }: FileFormat,
): Result<number, OpenRefusal> {
  const id = number(database, 'application_id')
  const found = number(database, 'user_version')
  if (id === 0 && found === 0 && isBlank(database)) return ok(0)
  if (id !== applicationId) return err({ kind: 'OtherProgram', path })
  const known = migrations.length
  return found > known ? err({ kind: 'FromFuture', path, found, known }) : ok(found)
}

/** Runs what is missing. Each step also marks the file as ours, so that no moment leaves it nobody's. */
export function migrate(
  database: Database.Database,
  path: string,
  format: FileFormat,
): Result<void, OpenRefusal> {
  const version = formatVersion(database, path, format)
  if (!version.ok) return version
  for (const migration of format.migrations.slice(version.value)) {
    const step = database.transaction(() => {
      database.exec(migration.sql)
      database.pragma(`application_id = ${format.applicationId}`)
      database.pragma(`user_version = ${migration.version}`)
    })
    step.immediate()
  }
  return ok(undefined)
}
