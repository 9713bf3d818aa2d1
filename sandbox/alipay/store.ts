/**
 * Alipay's own books in SQLite. Every change runs inside `transact`; rows pass a schema on their way out. Knows
 * nothing about protocol or clock.
 */

import * as v from 'valibot'
import { type LedgerEntry, type LedgerEvent, ledgerEntry } from '../ledger.ts'
import { type Notice, noticeStates } from '../notice.ts'
import { openBooks, query, upsertSql } from '../tables.ts'
import {
  type EventKind,
  eventKinds,
  type Refund,
  refundStates,
  scripts,
  sources,
  type Trade,
  tradeStates,
} from './record.ts'
import { schemaSql, schemaVersion } from './schema.sql.ts'

export interface AlipayStore {
  /** All or nothing, synchronously. */
  readonly transact: <T>(run: () => T) => T
  readonly tradeByNumber: (outTradeNo: string) => Trade | undefined
  readonly tradeByTradeNo: (tradeNo: string) => Trade | undefined
  readonly tradeByCode: (codeUrl: string) => Trade | undefined
  /** Unpaid QRs, newest first. */
  readonly openCodes: (limit: number) => readonly Trade[]
  /** This buyer's payments by code that wait for a password. */
  readonly askedOf: (buyer: string) => readonly Trade[]
  /** Those whose shopper does something by now. */
  readonly tradesDue: (nowMs: number, limit: number) => readonly Trade[]
  readonly tradesPaid: (fromMs: number, untilMs: number) => readonly Trade[]
  readonly saveTrade: (trade: Trade) => void
  readonly refund: (outTradeNo: string, outRequestNo: string) => Refund | undefined
  readonly refundsOfTrade: (outTradeNo: string) => readonly Refund[]
  readonly refundsDue: (nowMs: number, limit: number) => readonly Refund[]
  readonly refundsSettled: (fromMs: number, untilMs: number) => readonly Refund[]
  readonly saveRefund: (refund: Refund) => void
  readonly noticesDue: (nowMs: number, limit: number) => readonly Notice[]
  readonly noticesOfOrder: (outTradeNo: string) => readonly Notice[]
  readonly saveNotice: (notice: Notice) => void
  readonly appendEvent: (event: LedgerEvent<EventKind>) => void
  readonly ledger: () => readonly LedgerEntry[]
  readonly close: () => void
}

const text = v.string()
const whole = v.pipe(v.number(), v.safeInteger())

const tradeRow = v.object({
  outTradeNo: text,
  tradeNo: v.nullable(text),
  parameters: text,
  subject: text,
  amountFen: whole,
  notifyUrl: v.nullable(text),
  createdAtMs: whole,
  expiresAtMs: whole,
  codeUrl: v.nullable(text),
  codeExpiresAtMs: v.nullable(whole),
  source: v.picklist(sources),
  script: v.nullable(v.picklist(scripts)),
  scriptAtMs: v.nullable(whole),
  state: v.picklist(tradeStates),
  buyer: v.nullable(text),
  bornAtMs: v.nullable(whole),
  paidAtMs: v.nullable(whole),
})

const refundRow = v.object({
  id: text,
  outTradeNo: text,
  outRequestNo: text,
  refundFen: whole,
  reason: v.nullable(text),
  createdAtMs: whole,
  settlesAtMs: whole,
  settledAtMs: v.nullable(whole),
  endsAs: v.picklist(['SUCCESS', 'FAILED']),
  state: v.picklist(refundStates),
})

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

const eventRow = v.object({ atMs: whole, outTradeNo: text, kind: v.picklist(eventKinds), amountFen: whole })

type Books = ReturnType<typeof openBooks>

function trades(books: Books) {
  const trade = (where: string) => query(books, tradeRow, `SELECT * FROM trades ${where}`)
  const save = books.prepare(upsertSql('trades', tradeRow))
  return {
    tradeByNumber: trade('WHERE outTradeNo = ?').one,
    tradeByTradeNo: trade('WHERE tradeNo = ?').one,
    tradeByCode: trade('WHERE codeUrl = ?').one,
    openCodes: trade(
      `WHERE codeUrl IS NOT NULL AND state IN ('INVITED', 'WAIT_BUYER_PAY')
       ORDER BY createdAtMs DESC, outTradeNo LIMIT ?`,
    ).all,
    askedOf: trade(
      `WHERE buyer = ? AND codeUrl IS NULL AND state = 'WAIT_BUYER_PAY' ORDER BY createdAtMs DESC LIMIT 5`,
    ).all,
    tradesDue: trade('WHERE scriptAtMs <= ? ORDER BY scriptAtMs LIMIT ?').all,
    tradesPaid: trade('WHERE paidAtMs >= ? AND paidAtMs < ? ORDER BY paidAtMs, outTradeNo').all,
    saveTrade: (record: Trade) => void save.run(record),
  }
}

function refunds(books: Books) {
  const refund = (where: string) => query(books, refundRow, `SELECT * FROM refunds ${where}`)
  const save = books.prepare(upsertSql('refunds', refundRow))
  return {
    refund: refund('WHERE outTradeNo = ? AND outRequestNo = ?').one,
    refundsOfTrade: refund('WHERE outTradeNo = ? ORDER BY createdAtMs, outRequestNo').all,
    refundsDue: refund(`WHERE state = 'PROCESSING' AND settlesAtMs <= ? ORDER BY settlesAtMs LIMIT ?`).all,
    refundsSettled: refund(
      `WHERE state = 'SUCCESS' AND settledAtMs >= ? AND settledAtMs < ? ORDER BY settledAtMs, id`,
    ).all,
    saveRefund: (record: Refund) => void save.run(record),
  }
}

function notices(books: Books) {
  const notice = (where: string) => query(books, noticeRow, `SELECT * FROM notices ${where}`)
  const save = books.prepare(upsertSql('notices', noticeRow))
  return {
    noticesDue: notice(`WHERE state = 'PENDING' AND nextAtMs <= ? ORDER BY nextAtMs, id LIMIT ?`).all,
    noticesOfOrder: notice('WHERE outTradeNo = ? ORDER BY id').all,
    saveNotice: (record: Notice) => void save.run(record),
  }
}

/** `file` is a path, or `:memory:`. */
export function openAlipayStore(file: string): AlipayStore {
  const books = openBooks(file, schemaSql, schemaVersion)
  const all = query(books, tradeRow, 'SELECT * FROM trades ORDER BY createdAtMs, outTradeNo')
  const eventsOf = query(
    books,
    eventRow,
    'SELECT atMs, outTradeNo, kind, amountFen FROM events WHERE outTradeNo = ? ORDER BY seq',
  )
  const append = books.prepare(
    'INSERT INTO events (atMs, outTradeNo, kind, amountFen) VALUES (@atMs, @outTradeNo, @kind, @amountFen)',
  )
  return {
    transact: (run) => books.transaction(run)(),
    ...trades(books),
    ...refunds(books),
    ...notices(books),
    appendEvent: (event) => void append.run(event),
    ledger: () => all.all().map((each) => ledgerEntry(each, eventsOf.all(each.outTradeNo))),
    close: () => void books.close(),
  }
}
