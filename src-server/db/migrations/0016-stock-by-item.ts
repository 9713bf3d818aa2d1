/** Migration 16: moves of the stock are summed by item. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const stockByItemMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createIndex('stock_delta_item')
      .on('stock_delta')
      .columns(['store_id', 'gtin_key', 'quantity'])
      .execute()
  },
}
