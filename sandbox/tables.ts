/**
 * The few words every platform's books are written in: a SQLite file that survives a restart (or memory for a
 * simulation), rows that pass a schema on their way out, and whole-record upserts. Knows no platform.
 */

import { existsSync, renameSync } from 'node:fs'
import Database from 'better-sqlite3'
import * as v from 'valibot'

export type RowSchema = v.ObjectSchema<v.ObjectEntries, undefined>

export const text = v.string()
export const whole = v.pipe(v.number(), v.safeInteger())

/** Books of an earlier build are put aside: a sandbox starts anew rather than guess what they meant. */
function putAsideOld(file: string, schemaVersion: number): void {
  if (file === ':memory:' || !existsSync(file)) return
  const database = new Database(file)
  const version = v.parse(whole, database.pragma('user_version', { simple: true }))
  database.close()
  if (version !== schemaVersion) renameSync(file, `${file}.${version}`)
}

/** `file` is a path, or `:memory:`. */
export function openBooks(file: string, schemaSql: string, schemaVersion: number): Database.Database {
  putAsideOld(file, schemaVersion)
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.exec(schemaSql)
  database.pragma(`user_version = ${schemaVersion}`)
  return database
}

/** `INSERT … ON CONFLICT (first column) DO UPDATE` over the columns of a row schema. */
export function upsertSql(table: string, schema: RowSchema): string {
  const columns = Object.keys(schema.entries)
  const [key = ''] = columns
  const values = columns.map((column) => `@${column}`)
  const updates = columns.map((column) => `${column} = excluded.${column}`)
  return `INSERT INTO ${table} (${columns}) VALUES (${values}) ON CONFLICT (${key}) DO UPDATE SET ${updates}`
}

/** One prepared query whose rows pass `schema`. */
export function query<TSchema extends v.GenericSchema>(
  database: Database.Database,
  schema: TSchema,
  sql: string,
) {
  const statement = database.prepare(sql)
  return {
    one: (...parameters: readonly (string | number)[]): v.InferOutput<TSchema> | undefined => {
      const row = statement.get(...parameters)
      return row === undefined ? undefined : v.parse(schema, row)
    },
    all: (...parameters: readonly (string | number)[]): readonly v.InferOutput<TSchema>[] =>
      v.parse(v.array(schema), statement.all(...parameters)),
  }
}
