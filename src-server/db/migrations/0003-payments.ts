/** Migration 3: payment orders, their attempts with every call made for them, notifications heard, refunds owed. */

import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { withColumns } from './columns.ts'

async function createOrders(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('payment_claim'), {
    store_id: 'text',
    payment_id: 'text',
    lane_id: 'text',
    claimed_as: 'text',
  })
    .addPrimaryKeyConstraint('payment_claim_key', ['store_id', 'payment_id'])
    .execute()
  await withColumns(db.schema.createTable('payment_order'), {
    store_id: 'text',
    sale_id: 'text',
    lane_id: 'text',
    paid_by: 'text?',
  })
    .addPrimaryKeyConstraint('payment_order_key', ['store_id', 'sale_id'])
    .execute()
}

async function createAttempts(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('payment_attempt'), {
    store_id: 'text',
    payment_id: 'text',
    lane_id: 'text',
    sale_id: 'text',
    wallet: 'text',
    amount_minor: 'int',
    currency: 'text',
    out_trade_no: 'text',
    request_body: 'text',
    state: 'text',
    ending: 'text?',
    code_url: 'text?',
    payable_until_ms: 'int',
    transaction_id: 'text?',
    paid_at_ms: 'int?',
    sends: 'int',
    polls: 'int',
    due_ms: 'int?',
    created_ms: 'int',
  })
    .addPrimaryKeyConstraint('payment_attempt_key', ['store_id', 'payment_id'])
    .addUniqueConstraint('payment_attempt_number', ['out_trade_no'])
    .execute()
  // At most one attempt of a sale may be able to take money.
  await db.schema
    .createIndex('payment_attempt_live')
    .unique()
    .on('payment_attempt')
    .columns(['store_id', 'sale_id'])
    .where(sql`state`, 'in', ['created', 'offered', 'unwinding'])
    .execute()
  await db.schema.createIndex('payment_attempt_due').on('payment_attempt').columns(['due_ms']).execute()
}

async function createCalls(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('payment_call'), {
    call_id: 'text',
    store_id: 'text',
    out_trade_no: 'text',
    kind: 'text',
    sent_ms: 'int',
    done_ms: 'int?',
    verdict: 'text?',
  })
    .addPrimaryKeyConstraint('payment_call_key', ['call_id'])
    .execute()
  await withColumns(db.schema.createTable('inbox'), {
    notify_id: 'text',
    body_sha256: 'text',
    received_ms: 'int',
  })
    .addPrimaryKeyConstraint('inbox_key', ['notify_id'])
    .execute()
  await withColumns(db.schema.createTable('refund'), {
    store_id: 'text',
    out_refund_no: 'text',
    payment_id: 'text',
    out_trade_no: 'text',
    amount_minor: 'int',
    reason: 'text',
    request_body: 'text',
    state: 'text',
    polls: 'int',
    due_ms: 'int?',
    created_ms: 'int',
  })
    .addPrimaryKeyConstraint('refund_key', ['out_refund_no'])
    .execute()
  await db.schema.createIndex('refund_due').on('refund').columns(['due_ms']).execute()
}

export const paymentsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await createOrders(db)
    await createAttempts(db)
    await createCalls(db)
  },
}
