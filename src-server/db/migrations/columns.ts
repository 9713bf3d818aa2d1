/** Shorthand of the migrations: the kinds of column that SQLite and PostgreSQL both keep alike. */

import type { CreateTableBuilder } from 'kysely'

type ColumnKind = 'text' | 'text?' | 'int' | 'int?'

/** Adds columns; a question mark lets one be empty. Whole numbers are 64 bits wide. */
export function withColumns<C extends string>(
  table: CreateTableBuilder<string, never>,
  columns: Readonly<Record<C, ColumnKind>>,
): CreateTableBuilder<string, C> {
  return Object.entries<ColumnKind>(columns).reduce<CreateTableBuilder<string, string>>(
    (built, [name, kind]) =>
      built.addColumn(name, kind.startsWith('text') ? 'text' : 'bigint', (column) =>
        kind.endsWith('?') ? column : column.notNull(),
      ),
    table,
  )
}
