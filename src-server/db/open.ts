/**
 * Opens the embedded default database: one SQLite file, WAL, every commit on disk before it is acknowledged. The
 * binding's own default would lose acknowledged sales in a power cut, so the setting is read back and asserted.
 */

import Sqlite from 'better-sqlite3'
import { type DialectAdapter, Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { assert } from '../../domain/result.ts'
import { keepStatements } from './kept-statements.ts'
import type { Database, Tables } from './schema.ts'

const busyTimeoutMs = 5_000
const cacheKib = 64 * 1024
/** `PRAGMA synchronous` answers 2 for FULL. */
const synchronousFull = 2

export function assertDurable(sqlite: Sqlite.Database): void {
  assert(sqlite.pragma('journal_mode', { simple: true }) === 'wal', 'the server database is in WAL mode')
  assert(sqlite.pragma('synchronous', { simple: true }) === synchronousFull, 'the server database is FULL')
}

/** SQLite rolls back schema changes like any other, so that a migration that fails leaves nothing behind. */
class WholeMigrationsAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ServerSqliteDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new WholeMigrationsAdapter()
  }
}

export function openSqlite(file: string): Database {
  const sqlite = new Sqlite(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  // A row that is replaced was also deleted: the guards of append-only tables are to hear of it.
  sqlite.pragma('recursive_triggers = ON')
  sqlite.pragma(`busy_timeout = ${busyTimeoutMs}`)
  sqlite.pragma(`cache_size = -${cacheKib}`)
  assertDurable(sqlite)
  return new Kysely<Tables>({ dialect: new ServerSqliteDialect({ database: keepStatements(sqlite) }) })
}
