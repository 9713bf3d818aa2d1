/** Migration 11: a basket granted to a lane is not yet taken; where the lane's journal ended as it asked. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const basketGrantsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('suspended_basket').addColumn('granted_epoch', 'bigint').execute()
    await db.schema.alterTable('suspended_basket').addColumn('granted_seq', 'bigint').execute()
    await db.schema
      .createIndex('suspended_basket_holder')
      .on('suspended_basket')
      .columns(['store_id', 'taken_lane_id', 'state'])
      .execute()
  },
}
