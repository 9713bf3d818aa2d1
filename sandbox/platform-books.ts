/**
 * The part of a wallet platform's books that is alike at all of them: the messages it owes, and the events of its
 * orders, from which the ledger is told. The tables `notices` and `events` are each platform's own.
 */

import type Database from 'better-sqlite3'
import * as v from 'valibot'
import { type LedgerEntry, type LedgerEvent, ledgerEntry } from './ledger.ts'
import { type Notice, noticeStates } from './notice.ts'
import { query, text, upsertSql, whole } from './tables.ts'

export interface NoticeBooks {
  readonly noticesDue: (nowMs: number, limit: number) => readonly Notice[]
  readonly noticesOfOrder: (outTradeNo: string) => readonly Notice[]
  readonly saveNotice: (notice: Notice) => void
}

const noticeRow = v.object({
  id: text,
  outTradeNo: text,
  eventType: text,
  url: text,
  body: text,
  attempts: whole,
  nextAtMs: whole,
  state: v.picklist(noticeStates),
})

export function noticeBooks(books: Database.Database): NoticeBooks {
  const notice = (where: string) => query(books, noticeRow, `SELECT * FROM notices ${where}`)
  const save = books.prepare(upsertSql('notices', noticeRow))
  return {
    noticesDue: notice(`WHERE state = 'PENDING' AND nextAtMs <= ? ORDER BY nextAtMs, id LIMIT ?`).all,
    noticesOfOrder: notice('WHERE outTradeNo = ? ORDER BY id').all,
    saveNotice: (record) => void save.run(record),
  }
}

/** A row of `events`, of the kinds that the platform knows. */
export const eventRow = <const Kinds extends readonly string[]>(kinds: Kinds) =>
  v.object({ atMs: whole, outTradeNo: text, kind: v.picklist(kinds), amountFen: whole })

export interface EventBooks<Kind extends string> {
  readonly appendEvent: (event: LedgerEvent<Kind>) => void
  readonly ledger: () => readonly LedgerEntry[]
}

/** `orders` are all that the ledger tells of, in its order. */
export function eventBooks<const Kinds extends readonly string[]>(
  books: Database.Database,
  kinds: Kinds,
  orders: () => readonly Pick<LedgerEntry, 'outTradeNo' | 'amountFen' | 'state'>[],
): EventBooks<Kinds[number]> {
  const ofOrder = query(
    books,
    eventRow(kinds),
    'SELECT atMs, outTradeNo, kind, amountFen FROM events WHERE outTradeNo = ? ORDER BY seq',
  )
  const append = books.prepare(
    'INSERT INTO events (atMs, outTradeNo, kind, amountFen) VALUES (@atMs, @outTradeNo, @kind, @amountFen)',
  )
  return {
    appendEvent: (event) => void append.run(event),
    ledger: () => orders().map((order) => ledgerEntry(order, ofOrder.all(order.outTradeNo))),
  }
}
