/**
 * Migration 15: what a sale gives back stands apart from how it gets there, so that a part may go to cards and a part
 * to the wallet. Refunds owed before are their wallet's alone.
 */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { makeAppendOnly } from './append-only.ts'
import { withColumns } from './columns.ts'

/** What was decided of a sale's money, and stands. */
export const decidedTables = ['cover', 'sale_refund', 'card_refund'] as const

const columns = [
  'store_id',
  'refund_id',
  'number',
  'sale_id',
  'amount_minor',
  'reason',
  'badge',
  'lines',
  'created_ms',
] as const

type Before = {
  readonly refund: {
    readonly store_id: string
    readonly out_refund_no: string
    readonly payment_id: string
    readonly amount_minor: number
    readonly reason: string
    readonly created_ms: number
    readonly refund_id: string | null
    readonly badge: string | null
    readonly lines: string | null
  }
  readonly payment_attempt: {
    readonly store_id: string
    readonly payment_id: string
    readonly sale_id: string
  }
  readonly sale_refund: Readonly<Record<(typeof columns)[number], string | number | null>>
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await withColumns(db.schema.createTable('sale_refund'), {
    store_id: 'text',
    refund_id: 'text',
    number: 'text',
    sale_id: 'text',
    amount_minor: 'int',
    reason: 'text',
    badge: 'text',
    lines: 'text?',
    created_ms: 'int',
  })
    .addPrimaryKeyConstraint('sale_refund_key', ['store_id', 'refund_id'])
    .addUniqueConstraint('sale_refund_number', ['number'])
    .execute()
  await db.schema.createIndex('sale_refund_sale').on('sale_refund').columns(['store_id', 'sale_id']).execute()
  await db.schema
    .createIndex('sale_refund_badge')
    .on('sale_refund')
    .columns(['store_id', 'badge', 'created_ms'])
    .execute()
  await withColumns(db.schema.createTable('card_refund'), {
    store_id: 'text',
    refund_id: 'text',
    tender_id: 'text',
    amount_minor: 'int',
  })
    .addPrimaryKeyConstraint('card_refund_key', ['store_id', 'refund_id', 'tender_id'])
    .execute()
  await db.schema
    .createIndex('card_refund_tender')
    .on('card_refund')
    .columns(['store_id', 'tender_id'])
    .execute()
}

async function moveRefunds(db: Kysely<unknown>): Promise<void> {
  const tables = db.withTables<Before>()
  await tables
    .insertInto('sale_refund')
    .columns(columns)
    .expression(
      tables
        .selectFrom('refund')
        .innerJoin('payment_attempt', (join) =>
          join
            .onRef('payment_attempt.store_id', '=', 'refund.store_id')
            .onRef('payment_attempt.payment_id', '=', 'refund.payment_id'),
        )
        .select([
          'refund.store_id',
          'refund.refund_id',
          'refund.out_refund_no',
          'payment_attempt.sale_id',
          'refund.amount_minor',
          'refund.reason',
          'refund.badge',
          'refund.lines',
          'refund.created_ms',
        ])
        .where('refund.refund_id', 'is not', null),
    )
    .execute()
  await db.schema.dropIndex('refund_by_id').execute()
  for (const name of ['refund_id', 'badge', 'lines'])
    await db.schema.alterTable('refund').dropColumn(name).execute()
}

export const splitRefundsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await createTables(db)
    await moveRefunds(db)
    await makeAppendOnly(db, decidedTables)
  },
}
