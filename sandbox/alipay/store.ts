/**
 * Alipay's own books in SQLite. Every change runs inside `transact`; rows pass a schema on their way out. Knows
 * nothing about protocol or clock.
 */

import * as v from 'valibot'
import { type EventBooks, eventBooks, type NoticeBooks, noticeBooks } from '../platform-books.ts'
import { openBooks, query, text, upsertSql, whole } from '../tables.ts'
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

export interface AlipayStore extends NoticeBooks, EventBooks<EventKind> {
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
  readonly close: () => void
}

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

/** `file` is a path, or `:memory:`. */
export function openAlipayStore(file: string): AlipayStore {
  const books = openBooks(file, schemaSql, schemaVersion)
  const all = query(books, tradeRow, 'SELECT * FROM trades ORDER BY createdAtMs, outTradeNo')
  return {
    transact: (run) => books.transaction(run)(),
    ...trades(books),
    ...refunds(books),
    ...noticeBooks(books),
    ...eventBooks(books, eventKinds, all.all),
    close: () => void books.close(),
  }
}
