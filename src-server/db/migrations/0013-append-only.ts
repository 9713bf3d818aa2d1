/**
 * Migration 13: books of which the database itself refuses to change a row, and the orders in which what is old or late
 * is looked for.
 */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { makeAppendOnly } from './append-only.ts'

/** What happened is only ever added to: money, journals, signed-off days, moves of the stock. */
export const appendOnlyTables = [
  'ledger',
  'stored_value_entry',
  'journal_entry',
  'day_report',
  'stock_delta',
  'stock_return',
] as const

export const appendOnlyMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await makeAppendOnly(db, appendOnlyTables)
    await db.schema.createIndex('payment_call_sent').on('payment_call').columns(['sent_ms']).execute()
    await db.schema.createIndex('payment_call_number').on('payment_call').columns(['out_trade_no']).execute()
    await db.schema.createIndex('inbox_received').on('inbox').columns(['received_ms']).execute()
    await db.schema.createIndex('refund_of_payment').on('refund').columns(['out_trade_no']).execute()
    await db.schema
      .createIndex('refund_created')
      .on('refund')
      .columns(['store_id', 'kind', 'created_ms'])
      .execute()
  },
}
