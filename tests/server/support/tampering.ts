/** The robber's hand: changes what the database refuses to change, with its guards taken away and put back. */

import { PostgresAdapter, sql } from 'kysely'
import type { Database } from '../../../src-server/db/schema.ts'

async function tamperPostgres(db: Database, table: string, act: () => Promise<unknown>): Promise<void> {
  await sql`alter table ${sql.id(table)} disable trigger user`.execute(db)
  await act()
  await sql`alter table ${sql.id(table)} enable trigger user`.execute(db)
}

async function tamperSqlite(db: Database, table: string, act: () => Promise<unknown>): Promise<void> {
  const { rows } = await sql<{ readonly name: string; readonly sql: string }>`
    select name, sql from sqlite_master where type = 'trigger' and tbl_name = ${table}`.execute(db)
  for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(db)
  await act()
  for (const trigger of rows) await sql.raw(trigger.sql).execute(db)
}

export const tamper = (db: Database, table: string, act: () => Promise<unknown>): Promise<void> =>
  db.getExecutor().adapter instanceof PostgresAdapter
    ? tamperPostgres(db, table, act)
    : tamperSqlite(db, table, act)
