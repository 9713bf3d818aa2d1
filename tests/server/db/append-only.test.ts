/**
 * Books that nobody can write anew: whatever a defect or a person with a console tries on money, journals, signed-off
 * days or moves of the stock, the database refuses, and the row stays as it was. Adding goes on.
 */

import { PostgresAdapter, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendOnlyTables } from '../../../src-server/db/migrations/0013-append-only.ts'
import { decidedTables } from '../../../src-server/db/migrations/0015-split-refunds.ts'
import type { Tables } from '../../../src-server/db/schema.ts'
import { openRig, type Rig } from '../support/rig.ts'

const guarded = [...appendOnlyTables, ...decidedTables] as const

type Guarded = (typeof guarded)[number]

const first: { readonly [T in Guarded]: Tables[T] } = {
  ledger: {
    store_id: 's',
    entry_id: 'capture P_1',
    account: 'sales',
    amount_minor: -100,
    currency: 'CNY',
    at_ms: 1,
  },
  stored_value_entry: { store_id: 's', entry_id: 'e', account: 'card c', amount_minor: 100, at_ms: 1 },
  journal_entry: {
    store_id: 's',
    lane_id: 'l',
    epoch: 1,
    seq: 1,
    hash: 'h',
    sale_id: null,
    fact_kind: null,
    entry: '{}',
    received_ms: 1,
  },
  day_report: { seq: 1, day: '2026-11-22', content: '{}', made_ms: 1, previous: '', hash: 'h' },
  stock_delta: { store_id: 's', sale_id: 'a', line_id: 'l', gtin_key: 1, quantity: -1, at_ms: 1 },
  cover: {
    store_id: 's',
    payment_id: 'p',
    lane_id: 'l',
    sale_id: 'a',
    amount_minor: 100,
    currency: 'CNY',
    number: 'C_1',
    paid_at_ms: 1,
  },
  sale_refund: {
    store_id: 's',
    refund_id: 'r',
    number: 'R_1',
    sale_id: 'a',
    amount_minor: 100,
    reason: 'damaged',
    badge: 'ATT001',
    lines: null,
    created_ms: 1,
  },
  card_refund: { store_id: 's', refund_id: 'r', tender_id: 't', amount_minor: 60 },
  stock_return: { store_id: 's', refund_id: 'r', line_id: 'l', gtin_key: 1, quantity: 1, at_ms: 1 },
}

/** A column of each that says what happened. */
const telling: Readonly<Record<Guarded, string>> = {
  ledger: 'amount_minor',
  stored_value_entry: 'amount_minor',
  journal_entry: 'entry',
  day_report: 'content',
  stock_delta: 'quantity',
  stock_return: 'quantity',
  cover: 'amount_minor',
  sale_refund: 'amount_minor',
  card_refund: 'amount_minor',
}

const refused = /added and never changed/

let rig: Rig
beforeEach(async () => {
  rig = await openRig({ items: 1 })
})
afterEach(() => rig.close())

describe.each(guarded)('a row of %s', (table) => {
  const rows = async () => (await rig.db.selectFrom(table).selectAll().execute()) as readonly unknown[]
  const isPostgres = () => rig.db.getExecutor().adapter instanceof PostgresAdapter
  beforeEach(async () => {
    await rig.db.insertInto(table).values(first[table]).execute()
  })

  it('cannot be changed, removed, replaced or cleared away with all others', async () => {
    const column = sql.id(telling[table])
    const attempts = [
      sql`update ${sql.id(table)} set ${column} = ${column}`,
      sql`delete from ${sql.id(table)}`,
      isPostgres()
        ? sql`truncate ${sql.id(table)}`
        : sql`insert or replace into ${sql.id(table)} select * from ${sql.id(table)}`,
    ]
    for (const attempt of attempts) await expect(attempt.execute(rig.db)).rejects.toThrow(refused)
    expect(await rows()).toEqual([first[table]])
  })

  it('is passed over when it comes again', async () => {
    await rig.db
      .insertInto(table)
      .values(first[table])
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    expect(await rows()).toEqual([first[table]])
  })
})
