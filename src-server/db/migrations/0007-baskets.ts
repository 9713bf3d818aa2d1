/** Migration 7: baskets that left a lane unpaid, and what a store lets go unpaid. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

export const basketsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await withColumns(db.schema.createTable('suspended_basket'), {
      store_id: 'text',
      code: 'text',
      lane_id: 'text',
      epoch: 'int',
      seq: 'int',
      sale_id: 'text',
      is_parked: 'int',
      badge: 'text?',
      amount_minor: 'int',
      left_ms: 'int',
      state: 'text',
      taken_lane_id: 'text?',
      taken_sale_id: 'text?',
      ended_ms: 'int?',
      ended_why: 'text?',
    })
      .addPrimaryKeyConstraint('suspended_basket_key', ['store_id', 'code'])
      .execute()
    await db.schema
      .createIndex('suspended_basket_taken')
      .on('suspended_basket')
      .columns(['store_id', 'taken_sale_id'])
      .execute()
    await db.schema
      .createIndex('suspended_basket_lane')
      .on('suspended_basket')
      .columns(['store_id', 'lane_id', 'state'])
      .execute()
    await withColumns(db.schema.createTable('parking_policy'), {
      store_id: 'text',
      per_sale_minor: 'int',
      total_minor: 'int',
    })
      .addPrimaryKeyConstraint('parking_policy_key', ['store_id'])
      .execute()
  },
}
