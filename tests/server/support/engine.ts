/** Which database the server's suites run on: SQLite by default, and PostgreSQL where a file says so. */

import { join } from 'node:path'
import { sql } from 'kysely'
import { assert } from '../../../domain/result.ts'
import { migrate } from '../../../src-server/db/migrate.ts'
import { openSqlite } from '../../../src-server/db/open.ts'
import { openPostgres } from '../../../src-server/db/open-postgres.ts'
import type { Database } from '../../../src-server/db/schema.ts'
import type { TestPostgres } from './postgres.ts'

export interface Books {
  readonly db: Database
  /** Another connection to the same books, as a second server has. */
  again(): Database
  discard(): Promise<void>
}

export interface Engine {
  /** Empty books with all tables; `directory` is the test's own. */
  open(directory: string): Promise<Books>
}

async function migrated(db: Database): Promise<void> {
  const done = await migrate(db)
  assert(done.ok, 'migrations apply')
}

const sqlite: Engine = {
  async open(directory) {
    const file = join(directory, 'server.db')
    const db = openSqlite(file)
    await migrated(db)
    return { db, again: () => openSqlite(file), discard: () => db.destroy() }
  },
}

let current = sqlite

export const engine = (): Engine => current

const quiet = { warn: () => {} }

/** Every table of the program's own, emptied: quicker by far than a new database. */
async function emptied(db: Database): Promise<void> {
  const tables = await db.introspection.getTables()
  await db.transaction().execute(async (trx) => {
    // The guards of append-only tables sleep until the end of this transaction.
    await sql`set local session_replication_role = replica`.execute(trx)
    for (const { name } of tables) await sql`delete from ${sql.id(name)}`.execute(trx)
  })
}

/** From here on in this file, every rig's books are the one database of this server; undone by what it gives. */
export async function runOnPostgres(postgres: TestPostgres): Promise<() => Promise<void>> {
  const db = openPostgres(postgres.url, quiet)
  await migrated(db)
  current = {
    async open() {
      await emptied(db)
      return { db, again: () => openPostgres(postgres.url, quiet), discard: async () => {} }
    },
  }
  return async () => {
    current = sqlite
    await db.destroy()
  }
}
