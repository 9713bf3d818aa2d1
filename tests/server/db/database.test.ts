/** The server's database: durable as asserted, migrated in whole steps, refused when it comes from the future. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate, migrations } from '../../../src-server/db/migrate.ts'
import { assertDurable, openSqlite } from '../../../src-server/db/open.ts'
import type { Database } from '../../../src-server/db/schema.ts'
import { seed } from '../../../src-server/seed.ts'
import { seedRows } from '../support/rig.ts'

let directory: string
let db: Database
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scanway-database-'))
  db = openSqlite(join(directory, 'server.db'))
})
afterEach(async () => {
  await db.destroy()
  rmSync(directory, { recursive: true, force: true })
})

const tables = async (): Promise<readonly string[]> =>
  (await db.introspection.getTables()).map(({ name }) => name).sort()

describe('durability', () => {
  it('is asserted: a connection that would lose acknowledged sales is refused', () => {
    const sqlite = new Sqlite(join(directory, 'other.db'))
    expect(() => assertDurable(sqlite)).toThrow(/WAL/)
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = NORMAL')
    expect(() => assertDurable(sqlite)).toThrow(/FULL/)
    sqlite.pragma('synchronous = FULL')
    assertDurable(sqlite)
    sqlite.close()
  })
})

describe('migrations', () => {
  const names = Object.keys(migrations)
  const first = (count: number) => Object.fromEntries(Object.entries(migrations).slice(0, count))

  it('apply once, and change nothing the second time', async () => {
    expect(await migrate(db)).toEqual({ ok: true, value: names })
    expect(await migrate(db)).toEqual({ ok: true, value: [] })
  })

  it.each([
    [1, ['store', 'lane', 'enrolment_code', 'staff', 'feed', 'item', 'catalogue_image']],
    [2, ['journal_entry', 'lane_head', 'quarantine', 'sale', 'sale_line', 'sale_payment', 'stock_delta']],
    [3, ['payment_claim', 'payment_order', 'payment_attempt', 'payment_call', 'inbox', 'refund']],
    [5, ['ledger', 'person_queue']],
    [10, ['refund_policy', 'stock_return']],
    [14, ['cover']],
    [15, ['sale_refund', 'card_refund']],
  ])('number %i adds its tables to what was there', async (count, added) => {
    await migrate(db, first(count - 1))
    const before = await tables()
    expect(await migrate(db, first(count))).toEqual({ ok: true, value: [names[count - 1]] })
    expect(await tables()).toEqual([...before, ...added].sort())
  })

  it('that fail leave nothing behind', async () => {
    await migrate(db)
    const before = await tables()
    const broken = {
      async up(half: Kysely<unknown>) {
        await half.schema.createTable('half').addColumn('id', 'text').execute()
        await sql`select * from nowhere`.execute(half)
      },
    }
    expect(await migrate(db, { ...migrations, '9999-broken': broken })).toMatchObject({
      ok: false,
      error: { kind: 'MigrationFailed', migration: '9999-broken' },
    })
    expect(await tables()).toEqual(before)
  })

  it('carry payments under way into the states of the machine', async () => {
    await migrate(db, first(3))
    const old = ['created', 'offered', 'unwinding', 'paid', 'ended', 'orphaned'] as const
    for (const [at, state] of old.entries()) {
      await sql`insert into payment_attempt (store_id, payment_id, lane_id, sale_id, wallet, amount_minor, currency,
        out_trade_no, request_body, state, payable_until_ms, sends, polls, created_ms) values ('s', ${state}, 'l',
        ${String(at)}, 'wechat', 1, 'CNY', ${state}, '', ${state}, 0, ${state === 'created' ? 1 : 0}, 0, 0)`.execute(
        db,
      )
    }
    await migrate(db)
    const rows = await db.selectFrom('payment_attempt').select(['payment_id', 'state', 'mode']).execute()
    expect(Object.fromEntries(rows.map(({ payment_id, state }) => [payment_id, state]))).toEqual({
      created: 'submitting',
      offered: 'awaiting',
      unwinding: 'unwinding',
      paid: 'succeeded',
      ended: 'closed',
      orphaned: 'orphaned',
    })
    expect(new Set(rows.map(({ mode }) => mode))).toEqual(new Set(['qr']))
  })

  it('carry refunds owed before into what their sales gave back', async () => {
    await migrate(db, first(14))
    await sql`insert into payment_attempt (store_id, payment_id, lane_id, sale_id, wallet, amount_minor, currency,
      out_trade_no, request_body, state, payable_until_ms, sends, polls, created_ms) values ('s', 'p', 'l', 'sale', 'wechat',
      9, 'CNY', 'P_1', '', 'succeeded', 0, 1, 0, 0)`.execute(db)
    for (const [number, kind, refundId] of [
      ['R_1', 'sale', 'r1'],
      ['R_2', 'orphan', null],
    ])
      await sql`insert into refund (store_id, out_refund_no, payment_id, out_trade_no, amount_minor, reason, request_body,
        state, polls, created_ms, kind, refund_id, badge, lines) values ('s', ${number}, 'p', 'P_1', 4, 'damaged', '',
        'success', 0, 7, ${kind}, ${refundId}, 'ATT001', '[]')`.execute(db)
    await migrate(db)
    expect(await db.selectFrom('sale_refund').selectAll().execute()).toEqual([
      {
        store_id: 's',
        refund_id: 'r1',
        number: 'R_1',
        sale_id: 'sale',
        amount_minor: 4,
        reason: 'damaged',
        badge: 'ATT001',
        lines: '[]',
        created_ms: 7,
      },
    ])
    expect(await db.selectFrom('refund').select('out_refund_no').execute()).toHaveLength(2)
  })

  it('refuse a database from the future and leave it alone', async () => {
    await migrate(db, { ...migrations, '0099-later': { up: async () => {} } })
    expect(await migrate(db)).toEqual({
      ok: false,
      error: { kind: 'DatabaseFromTheFuture', migration: '0099-later' },
    })
  })

  it('allow at most one live attempt of a sale, by the database itself', async () => {
    await migrate(db)
    const insert = (paymentId: string, state: 'created' | 'closed' | 'unwindStuck') =>
      db
        .insertInto('payment_attempt')
        .values({
          store_id: 's',
          payment_id: paymentId,
          lane_id: 'l',
          sale_id: 'sale',
          wallet: 'wechat',
          amount_minor: 1,
          currency: 'CNY',
          out_trade_no: paymentId,
          request_body: '',
          state,
          ending: null,
          code_url: null,
          payable_until_ms: 0,
          transaction_id: null,
          paid_at_ms: null,
          sends: 0,
          polls: 0,
          due_ms: null,
          created_ms: 0,
          mode: 'qr',
          was_refused: 0,
          reverses: 0,
          sent_ms: null,
          unwinding_since_ms: null,
          unwound_ms: null,
          credential_hmac: null,
          credential_tail: null,
        })
        .execute()
    await insert('a', 'created')
    await insert('b', 'closed')
    await expect(insert('c', 'unwindStuck')).rejects.toThrow(/UNIQUE/)
  })
})

describe('a seed', () => {
  const ports = () => ({
    db,
    clock: { nowMs: () => 1 },
    random: { id: () => String(Math.floor(Math.random() * 1e15)), fraction: () => 0 },
  })

  it('fills a store once; what was filled is left alone', async () => {
    await migrate(db)
    expect(await seed(ports(), seedRows(3))).toEqual({
      ok: true,
      value: { storeId: 'store-1', isNew: true, items: 3 },
    })
    await db.updateTable('lane').set({ lane_name: 'renamed' }).execute()
    expect(await seed(ports(), seedRows(5))).toMatchObject({ ok: true, value: { isNew: false } })
    expect((await db.selectFrom('item').selectAll().execute()).length).toBe(3)
  })

  it('that was cut short is done again and ends whole', async () => {
    await migrate(db)
    const rows = seedRows(3)
    const torn = [...rows.slice(0, -1), { kind: 'item', item: 'torn' }]
    expect(await seed(ports(), torn)).toEqual({ ok: false, error: { kind: 'RowRefused', row: rows.length } })
    expect(await seed(ports(), rows)).toMatchObject({ ok: true, value: { isNew: true, items: 3 } })
  })

  it('without its store first is refused', async () => {
    await migrate(db)
    expect(await seed(ports(), seedRows(1).slice(1))).toEqual({ ok: false, error: { kind: 'StoreNotFirst' } })
    expect(await seed(ports(), [])).toEqual({ ok: false, error: { kind: 'StoreNotFirst' } })
  })
})
