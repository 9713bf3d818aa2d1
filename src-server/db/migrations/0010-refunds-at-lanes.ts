/** Migration 10: what attendants may give back, and what came back with it. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

export const refundsAtLanesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await withColumns(db.schema.createTable('refund_policy'), {
      store_id: 'text',
      per_refund_minor: 'int',
      per_attendant_minor: 'int',
    })
      .addPrimaryKeyConstraint('refund_policy_key', ['store_id'])
      .execute()
    await withColumns(db.schema.createTable('stock_return'), {
      store_id: 'text',
      refund_id: 'text',
      line_id: 'text',
      gtin_key: 'int',
      quantity: 'int',
      at_ms: 'int',
    })
      .addPrimaryKeyConstraint('stock_return_key', ['store_id', 'refund_id', 'line_id'])
      .execute()
  },
}
