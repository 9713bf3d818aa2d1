/** Migration 14: sales that cards and coupons pay for whole. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

export const coversMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await withColumns(db.schema.createTable('cover'), {
      store_id: 'text',
      payment_id: 'text',
      lane_id: 'text',
      sale_id: 'text',
      amount_minor: 'int',
      currency: 'text',
      number: 'text',
      paid_at_ms: 'int',
    })
      .addPrimaryKeyConstraint('cover_key', ['store_id', 'payment_id'])
      .addUniqueConstraint('cover_sale', ['store_id', 'sale_id'])
      .execute()
  },
}
