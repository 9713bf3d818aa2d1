/**
 * Brings a database to the tables this program knows, each migration in one transaction. A database that has seen
 * a newer program is refused and left alone.
 */

import { type Migration, Migrator } from 'kysely/migration'
import { err, ok, type Result } from '../../domain/result.ts'
import { storeMigration } from './migrations/0001-store.ts'
import { journalMigration } from './migrations/0002-journal.ts'
import { paymentsMigration } from './migrations/0003-payments.ts'
import { sellingRulesMigration } from './migrations/0004-selling-rules.ts'
import { paymentMachineMigration } from './migrations/0005-payment-machine.ts'
import { dayEndMigration } from './migrations/0006-day-end.ts'
import { basketsMigration } from './migrations/0007-baskets.ts'
import { callRawMigration } from './migrations/0008-call-raw.ts'
import { tendersMigration } from './migrations/0009-tenders.ts'
import { refundsAtLanesMigration } from './migrations/0010-refunds-at-lanes.ts'
import { basketGrantsMigration } from './migrations/0011-basket-grants.ts'
import { caseNotesMigration } from './migrations/0012-case-notes.ts'
import { appendOnlyMigration } from './migrations/0013-append-only.ts'
import { coversMigration } from './migrations/0014-covers.ts'
import { splitRefundsMigration } from './migrations/0015-split-refunds.ts'
import { stockByItemMigration } from './migrations/0016-stock-by-item.ts'
import { caseEvidenceMigration } from './migrations/0017-case-evidence.ts'
import type { Database } from './schema.ts'

/** In the order of their names. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-store': storeMigration,
  '0002-journal': journalMigration,
  '0003-payments': paymentsMigration,
  '0004-selling-rules': sellingRulesMigration,
  '0005-payment-machine': paymentMachineMigration,
  '0006-day-end': dayEndMigration,
  '0007-baskets': basketsMigration,
  '0008-call-raw': callRawMigration,
  '0009-tenders': tendersMigration,
  '0010-refunds-at-lanes': refundsAtLanesMigration,
  '0011-basket-grants': basketGrantsMigration,
  '0012-case-notes': caseNotesMigration,
  '0013-append-only': appendOnlyMigration,
  '0014-covers': coversMigration,
  '0015-split-refunds': splitRefundsMigration,
  '0016-stock-by-item': stockByItemMigration,
  '0017-case-evidence': caseEvidenceMigration,
}

export type MigrationRefusal =
  | { readonly kind: 'DatabaseFromTheFuture'; readonly migration: string }
  | { readonly kind: 'MigrationFailed'; readonly migration: string; readonly reason: string }

async function appliedMigrations(db: Database): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')

/** The migrations that were applied now, or why none may be. */
export async function migrate(
  db: Database,
  known: Readonly<Record<string, Migration>> = migrations,
): Promise<Result<readonly string[], MigrationRefusal>> {
  const foreign = (await appliedMigrations(db)).find((name) => !(name in known))
  if (foreign !== undefined) return err({ kind: 'DatabaseFromTheFuture', migration: foreign })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === 'Error')?.migrationName ?? 'unknown'
    return err({ kind: 'MigrationFailed', migration: failed, reason: reasonOf(error) })
  }
  return ok(results.map(({ migrationName }) => migrationName))
}
