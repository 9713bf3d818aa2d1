/**
 * Opens a PostgreSQL database, for a chain with a database server of its own. Its 64-bit numbers arrive as numbers,
 * as SQLite's do: every one of ours is a safe integer, and one that is not stops the program.
 */

import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { assert } from '../../domain/result.ts'
import type { Log } from '../log.ts'
import type { Database, Tables } from './schema.ts'

/** Of one server process; requests beyond it wait for a free one. */
const connectionsMax = 10
const connectTimeoutMs = 5_000
/** Longer than any statement of ours takes; a lock held longer than this is somebody else's trouble. */
const statementTimeoutMs = 15_000

function parseInteger(text: string): number {
  const value = Number(text)
  assert(Number.isSafeInteger(value), 'a whole number of the database is a safe integer')
  return value
}

const { INT8 } = pg.types.builtins

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 && format !== 'binary' ? parseInteger : pg.types.getTypeParser(oid, format),
}

export function openPostgres(url: string, log: Pick<Log, 'warn'>): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    types,
  })
  // A connection that dies while idle is replaced at its next use.
  pool.on('error', ({ message }) => log.warn('DatabaseConnectionLost', { reason: message }))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
