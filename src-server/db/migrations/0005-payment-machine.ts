/**
 * Migration 5: attempts keep what the payment machine remembers, refunds may be a sale's, every movement of money is
 * booked twice, and what only a person can finish stands in a queue. Old states become the machine's.
 */

import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

const live = ['created', 'submitting', 'awaiting', 'unknown', 'unwinding', 'unwindStuck'] as const

async function renameStates(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('payment_attempt_live').execute()
  const attempts = db.withTables<{
    payment_attempt: { state: string; sends: number; code_url: string | null }
  }>()
  const rename = (from: string, to: string) =>
    attempts.updateTable('payment_attempt').set({ state: to }).where('state', '=', from)
  await rename('offered', 'awaiting').execute()
  await rename('paid', 'succeeded').execute()
  await rename('ended', 'closed').execute()
  await rename('created', 'submitting').where('sends', '>', 0).execute()
  const refunds = db.withTables<{ refund: { state: string } }>()
  await refunds
    .updateTable('refund')
    .set({ state: 'stuck' })
    .where('state', 'in', ['closed', 'abnormal'])
    .execute()
  // At most one attempt of a sale may be able to take money.
  await db.schema
    .createIndex('payment_attempt_live')
    .unique()
    .on('payment_attempt')
    .columns(['store_id', 'sale_id'])
    .where(sql`state`, 'in', live)
    .execute()
}

async function widenAttempts(db: Kysely<unknown>): Promise<void> {
  const table = db.schema.alterTable('payment_attempt')
  await table.addColumn('mode', 'text', (column) => column.notNull().defaultTo('qr')).execute()
  await table.addColumn('was_refused', 'bigint', (column) => column.notNull().defaultTo(0)).execute()
  await table.addColumn('reverses', 'bigint', (column) => column.notNull().defaultTo(0)).execute()
  for (const name of ['sent_ms', 'unwinding_since_ms', 'unwound_ms']) {
    await table.addColumn(name, 'bigint').execute()
  }
  for (const name of ['credential_hmac', 'credential_tail']) await table.addColumn(name, 'text').execute()
  await db.schema
    .createIndex('payment_attempt_credential')
    .on('payment_attempt')
    .columns(['store_id', 'credential_hmac'])
    .execute()
  await db.schema.alterTable('payment_call').addColumn('answer', 'text').execute()
}

async function widenRefunds(db: Kysely<unknown>): Promise<void> {
  const table = db.schema.alterTable('refund')
  await table.addColumn('kind', 'text', (column) => column.notNull().defaultTo('orphan')).execute()
  await table.addColumn('refusals', 'bigint', (column) => column.notNull().defaultTo(0)).execute()
  await table.addColumn('send_from_ms', 'bigint', (column) => column.notNull().defaultTo(0)).execute()
  for (const name of ['refund_id', 'badge', 'lines']) await table.addColumn(name, 'text').execute()
  await db.schema
    .createIndex('refund_by_id')
    .unique()
    .on('refund')
    .columns(['store_id', 'refund_id'])
    .execute()
}

async function createLedger(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('ledger'), {
    store_id: 'text',
    entry_id: 'text',
    account: 'text',
    amount_minor: 'int',
    currency: 'text',
    at_ms: 'int',
  })
    .addPrimaryKeyConstraint('ledger_key', ['store_id', 'entry_id', 'account'])
    .execute()
  await withColumns(db.schema.createTable('person_queue'), {
    store_id: 'text',
    number: 'text',
    about: 'text',
    why: 'text',
    since_ms: 'int',
    settled_ms: 'int?',
    settled_by: 'text?',
  })
    .addPrimaryKeyConstraint('person_queue_key', ['number', 'why'])
    .execute()
}

export const paymentMachineMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await renameStates(db)
    await widenAttempts(db)
    await widenRefunds(db)
    await createLedger(db)
  },
}
