/**
 * Tables of which the database itself refuses to change or remove a row, whoever asks: a defect here, or a person with
 * a console. The one place where the two engines are told the same thing in different words.
 */

import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

type Statement = RawBuilder<unknown>

const refusalOf = (table: string): string => `rows of ${table} are added and never changed`

const sqliteTrigger = (table: string, event: 'update' | 'delete'): Statement => sql`
  create trigger ${sql.id(`${table}_no_${event}`)} before ${event === 'update' ? sql`update` : sql`delete`}
  on ${sql.id(table)} begin select raise(abort, ${sql.lit(refusalOf(table))}); end`

const refuseChange = sql`
  create or replace function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'rows of % are added and never changed', tg_table_name; end $$`

const postgresRows = (table: string): Statement => sql`
  create trigger ${sql.id(`${table}_no_change`)} before update or delete on ${sql.id(table)}
  for each row execute function refuse_change()`

const postgresAll = (table: string): Statement => sql`
  create trigger ${sql.id(`${table}_no_truncate`)} before truncate on ${sql.id(table)}
  for each statement execute function refuse_change()`

function statementsFor(db: Kysely<unknown>, table: string): readonly Statement[] {
  return db.getExecutor().adapter instanceof PostgresAdapter
    ? [refuseChange, postgresRows(table), postgresAll(table)]
    : [sqliteTrigger(table, 'update'), sqliteTrigger(table, 'delete')]
}

/** In a migration, after which rows can only be added. */
export async function makeAppendOnly(db: Kysely<unknown>, tables: readonly string[]): Promise<void> {
  for (const table of tables) for (const statement of statementsFor(db, table)) await statement.execute(db)
}
