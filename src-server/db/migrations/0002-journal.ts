/** Migration 2: the lanes' journals as they arrive, what was set aside, and the sales derived from them. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

async function createJournal(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('journal_entry'), {
    store_id: 'text',
    lane_id: 'text',
    epoch: 'int',
    seq: 'int',
    hash: 'text',
    sale_id: 'text?',
    fact_kind: 'text?',
    entry: 'text',
    received_ms: 'int',
  })
    .addPrimaryKeyConstraint('journal_entry_key', ['store_id', 'lane_id', 'epoch', 'seq'])
    .addUniqueConstraint('journal_entry_hash', ['store_id', 'hash'])
    .execute()
  await db.schema
    .createIndex('journal_entry_by_sale')
    .on('journal_entry')
    .columns(['store_id', 'lane_id', 'epoch', 'sale_id', 'fact_kind'])
    .execute()
  await withColumns(db.schema.createTable('lane_head'), {
    store_id: 'text',
    lane_id: 'text',
    epoch: 'int',
    seq: 'int',
    hash: 'text',
    heard_ms: 'int',
  })
    .addPrimaryKeyConstraint('lane_head_key', ['store_id', 'lane_id', 'epoch'])
    .execute()
  await withColumns(db.schema.createTable('quarantine'), {
    store_id: 'text',
    lane_id: 'text',
    epoch: 'int',
    seq: 'int',
    hash: 'text',
    reason: 'text',
    sale_id: 'text?',
    entry: 'text',
    at_ms: 'int',
  })
    .addPrimaryKeyConstraint('quarantine_key', ['store_id', 'lane_id', 'epoch', 'seq', 'hash'])
    .execute()
}

async function createSales(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('sale'), {
    store_id: 'text',
    sale_id: 'text',
    lane_id: 'text',
    epoch: 'int',
    first_seq: 'int',
    paid_seq: 'int',
    payment_id: 'text',
    receipt_number: 'int',
    receipt_token: 'text',
    currency: 'text',
    pieces: 'int',
    total_minor: 'int',
    tax_minor: 'int',
    paid_at_ms: 'int',
    received_ms: 'int',
  })
    .addPrimaryKeyConstraint('sale_key', ['store_id', 'sale_id'])
    .addUniqueConstraint('sale_payment_once', ['store_id', 'payment_id'])
    .addUniqueConstraint('sale_receipt_number', ['store_id', 'lane_id', 'epoch', 'receipt_number'])
    .addUniqueConstraint('sale_receipt_token', ['receipt_token'])
    .execute()
  await withColumns(db.schema.createTable('sale_line'), {
    store_id: 'text',
    sale_id: 'text',
    line_id: 'text',
    position: 'int',
    gtin_key: 'int',
    quantity: 'int',
    unit_minor: 'int',
    total_minor: 'int',
    saved_minor: 'int',
    tax_basis_points: 'int',
    override_reason: 'text?',
    override_badge: 'text?',
  })
    .addPrimaryKeyConstraint('sale_line_key', ['store_id', 'sale_id', 'line_id'])
    .execute()
  await withColumns(db.schema.createTable('sale_payment'), {
    store_id: 'text',
    payment_id: 'text',
    sale_id: 'text',
    wallet: 'text',
    amount_minor: 'int',
    transaction_id: 'text',
    paid_at_ms: 'int',
  })
    .addPrimaryKeyConstraint('sale_payment_key', ['store_id', 'payment_id'])
    .execute()
  await withColumns(db.schema.createTable('stock_delta'), {
    store_id: 'text',
    sale_id: 'text',
    line_id: 'text',
    gtin_key: 'int',
    quantity: 'int',
    at_ms: 'int',
  })
    .addPrimaryKeyConstraint('stock_delta_key', ['store_id', 'sale_id', 'line_id'])
    .execute()
}

export const journalMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await createJournal(db)
    await createSales(db)
  },
}
