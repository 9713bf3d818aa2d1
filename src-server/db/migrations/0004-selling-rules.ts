/** Migration: the store's rules of selling, its recalls, and the numbered packs that were sold. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

export const sellingRulesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await withColumns(db.schema.createTable('selling_rules'), {
      store_id: 'text',
      rules: 'text',
      set_ms: 'int',
    })
      .addPrimaryKeyConstraint('selling_rules_key', ['store_id'])
      .execute()
    await withColumns(db.schema.createTable('recall'), {
      store_id: 'text',
      recall_id: 'text',
      recall: 'text',
      numbers: 'int',
      begun_ms: 'int',
      withdrawn_ms: 'int?',
    })
      .addPrimaryKeyConstraint('recall_key', ['store_id', 'recall_id'])
      .execute()
    await withColumns(db.schema.createTable('sold_pack'), {
      store_id: 'text',
      gtin_key: 'int',
      serial: 'text',
      sale_id: 'text',
      line_id: 'text',
      sold_ms: 'int',
      returned_ms: 'int?',
    })
      .addPrimaryKeyConstraint('sold_pack_key', ['store_id', 'gtin_key', 'serial', 'sale_id', 'line_id'])
      .execute()
  },
}
