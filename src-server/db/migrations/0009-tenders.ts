/** Migration 9: stored-value cards with their movements, coupons, and what is held of both for sales. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

export const tendersMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await withColumns(db.schema.createTable('stored_value_card'), {
      store_id: 'text',
      card_id: 'text',
      code_tail: 'text',
      issued_ms: 'int',
    })
      .addPrimaryKeyConstraint('stored_value_card_key', ['store_id', 'card_id'])
      .execute()
    await withColumns(db.schema.createTable('stored_value_entry'), {
      store_id: 'text',
      entry_id: 'text',
      account: 'text',
      amount_minor: 'int',
      at_ms: 'int',
    })
      .addPrimaryKeyConstraint('stored_value_entry_key', ['store_id', 'entry_id', 'account'])
      .execute()
    await db.schema
      .createIndex('stored_value_entry_account')
      .on('stored_value_entry')
      .columns(['store_id', 'account'])
      .execute()
    await withColumns(db.schema.createTable('coupon'), {
      store_id: 'text',
      coupon_id: 'text',
      code_tail: 'text',
      amount_minor: 'int',
      minimum_minor: 'int',
      expires_ms: 'int',
      held_by: 'text?',
    })
      .addPrimaryKeyConstraint('coupon_key', ['store_id', 'coupon_id'])
      .execute()
    await withColumns(db.schema.createTable('tender_hold'), {
      store_id: 'text',
      tender_id: 'text',
      lane_id: 'text',
      sale_id: 'text?',
      tender: 'text?',
      source_id: 'text?',
      code_tail: 'text',
      amount_minor: 'int',
      state: 'text',
      position: 'int',
      expires_ms: 'int',
    })
      .addPrimaryKeyConstraint('tender_hold_key', ['store_id', 'tender_id'])
      .execute()
    await db.schema
      .createIndex('tender_hold_sale')
      .on('tender_hold')
      .columns(['store_id', 'sale_id', 'state'])
      .execute()
    await db.schema
      .createIndex('tender_hold_due')
      .on('tender_hold')
      .columns(['state', 'expires_ms'])
      .execute()
  },
}
