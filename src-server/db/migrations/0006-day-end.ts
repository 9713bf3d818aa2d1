/** Migration 6: the end of a day. A merchant's account spans stores, so these tables are by day and provider. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

export const dayEndMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await withColumns(db.schema.createTable('day_match'), { provider: 'text', number: 'text', day: 'text' })
      .addPrimaryKeyConstraint('day_match_key', ['provider', 'number'])
      .execute()
    await withColumns(db.schema.createTable('day_finding'), {
      day: 'text',
      finding_key: 'text',
      provider: 'text',
      kind: 'text',
      facts: 'text',
      state: 'text',
      result: 'text?',
      reason: 'text?',
      badge: 'text?',
      found_ms: 'int',
      ended_ms: 'int?',
    })
      .addPrimaryKeyConstraint('day_finding_key', ['day', 'finding_key'])
      .execute()
    await withColumns(db.schema.createTable('day_report'), {
      seq: 'int',
      day: 'text',
      content: 'text',
      made_ms: 'int',
      previous: 'text',
      hash: 'text',
    })
      .addPrimaryKeyConstraint('day_report_key', ['seq'])
      .execute()
    await db.schema.createIndex('day_report_day').on('day_report').columns(['day', 'seq']).execute()
    await db.schema
      .createIndex('payment_attempt_paid')
      .on('payment_attempt')
      .columns(['wallet', 'paid_at_ms'])
      .execute()
  },
}
