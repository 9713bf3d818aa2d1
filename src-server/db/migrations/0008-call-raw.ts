/** Migration 8: the diary of calls to providers keeps what went over the wire, without what could be paid with. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const callRawMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('payment_call').addColumn('raw', 'text').execute()
  },
}
