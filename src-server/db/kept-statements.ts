/**
 * Prepared statements, kept: the query builder prepares every statement anew, which costs more than running it. The
 * statements used last stay prepared; SQLite itself prepares one again when the schema has changed. Rows are read
 * whole, never streamed: a statement under way cannot be run a second time.
 */

import type Sqlite from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** The server's own statements are some hundreds; those with a row count of their own come on top. */
const keptMax = 1_000

export function keepStatements(sqlite: Sqlite.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => sqlite.close(),
    prepare: (sql) => {
      const statement = kept.get(sql) ?? sqlite.prepare(sql)
      // Put last, so that the first one is always the one longest unused.
      kept.delete(sql)
      kept.set(sql, statement)
      const [oldest] = kept.keys()
      if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
      return statement
    },
  }
}
