/**
 * The gateway's own books in SQLite: a file that survives a restart, or memory for a simulation. Every change runs
 * inside `transact`; rows pass a schema on their way out. Knows nothing about protocol or clock.
 */

import * as v from 'valibot'
import type { LedgerEvent } from '../ledger.ts'
import { type EventBooks, eventBooks, eventRow, type NoticeBooks, noticeBooks } from '../platform-books.ts'
import { openBooks, query, text, upsertSql, whole } from '../tables.ts'
import {
  type EventKind,
  eventKinds,
  type Order,
  orderStates,
  type Refund,
  refundEnds,
  refundStates,
  scripts,
  tradeTypes,
} from './record.ts'
import { schemaSql, schemaVersion } from './schema.sql.ts'

export interface WechatStore extends NoticeBooks, EventBooks<EventKind> {
  /** All or nothing, synchronously. */
  readonly transact: <T>(run: () => T) => T
  readonly orderByNumber: (outTradeNo: string) => Order | undefined
  readonly orderByTransaction: (transactionId: string) => Order | undefined
  readonly orderByCode: (codeUrl: string) => Order | undefined
  /** Unpaid and open, newest first. */
  readonly openOrders: (limit: number) => readonly Order[]
  readonly saveOrder: (order: Order) => void
  readonly refundByNumber: (outRefundNo: string) => Refund | undefined
  readonly refundById: (refundId: string) => Refund | undefined
  readonly refundsOfOrder: (outTradeNo: string) => readonly Refund[]
  readonly refundsDue: (nowMs: number, limit: number) => readonly Refund[]
  readonly saveRefund: (refund: Refund) => void
  /** Orders whose shopper or platform acts by itself by now. */
  readonly ordersDue: (nowMs: number, limit: number) => readonly Order[]
  /** Unpaid orders by this payer's own code, newest first. */
  readonly askedOrders: (payer: string, limit: number) => readonly Order[]
  /** Orders paid between two moments, oldest first. */
  readonly ordersPaid: (fromMs: number, untilMs: number) => readonly Order[]
  /** Money that went back because a payment by code was reversed. */
  readonly reversals: (fromMs: number, untilMs: number) => readonly LedgerEvent[]
  readonly refundsCreated: (fromMs: number, untilMs: number) => readonly Refund[]
  readonly close: () => void
}

const orderRow = v.object({
  outTradeNo: text,
  parameters: text,
  description: text,
  attach: v.nullable(text),
  notifyUrl: v.nullable(text),
  amountFen: whole,
  createdAtMs: whole,
  expiresAtMs: v.nullable(whole),
  codeUrl: v.nullable(text),
  codeExpiresAtMs: v.nullable(whole),
  tradeType: v.picklist(tradeTypes),
  script: v.nullable(v.picklist(scripts)),
  scriptAtMs: v.nullable(whole),
  revokesAtMs: v.nullable(whole),
  state: v.picklist(orderStates),
  payer: v.nullable(text),
  transactionId: v.nullable(text),
  paidAtMs: v.nullable(whole),
})

const refundRow = v.object({
  outRefundNo: text,
  refundId: text,
  outTradeNo: text,
  parameters: text,
  notifyUrl: v.nullable(text),
  refundFen: whole,
  totalFen: whole,
  createdAtMs: whole,
  settlesAtMs: whole,
  settledAtMs: v.nullable(whole),
  endsAs: v.picklist(refundEnds),
  state: v.picklist(refundStates),
})

type Books = ReturnType<typeof openBooks>

function orders(books: Books) {
  const order = (where: string) => query(books, orderRow, `SELECT * FROM orders ${where}`)
  const save = books.prepare(upsertSql('orders', orderRow))
  return {
    orderByNumber: order('WHERE outTradeNo = ?').one,
    orderByTransaction: order('WHERE transactionId = ?').one,
    orderByCode: order('WHERE codeUrl = ?').one,
    openOrders: order(`WHERE state = 'NOTPAY' ORDER BY createdAtMs DESC, outTradeNo LIMIT ?`).all,
    ordersDue: order(
      `WHERE state IN ('NOTPAY', 'USERPAYING', 'PAYERROR')
       AND min(ifnull(scriptAtMs, revokesAtMs), ifnull(revokesAtMs, scriptAtMs)) <= ?
       ORDER BY createdAtMs LIMIT ?`,
    ).all,
    askedOrders: order(`WHERE payer = ? AND state = 'USERPAYING' ORDER BY createdAtMs DESC LIMIT ?`).all,
    ordersPaid: order('WHERE paidAtMs >= ? AND paidAtMs < ? ORDER BY paidAtMs, outTradeNo').all,
    saveOrder: (record: Order) => void save.run(record),
  }
}

function refunds(books: Books) {
  const refund = (where: string) => query(books, refundRow, `SELECT * FROM refunds ${where}`)
  const save = books.prepare(upsertSql('refunds', refundRow))
  return {
    refundByNumber: refund('WHERE outRefundNo = ?').one,
    refundById: refund('WHERE refundId = ?').one,
    refundsOfOrder: refund('WHERE outTradeNo = ? ORDER BY createdAtMs, outRefundNo').all,
    refundsDue: refund(`WHERE state = 'PROCESSING' AND settlesAtMs <= ? ORDER BY settlesAtMs LIMIT ?`).all,
    refundsCreated: refund('WHERE createdAtMs >= ? AND createdAtMs < ? ORDER BY createdAtMs, outRefundNo')
      .all,
    saveRefund: (record: Refund) => void save.run(record),
  }
}

/** `file` is a path, or `:memory:`. */
export function openWechatStore(file: string): WechatStore {
  const books = openBooks(file, schemaSql, schemaVersion)
  const all = query(books, orderRow, 'SELECT * FROM orders ORDER BY createdAtMs, outTradeNo')
  const reversals = query(
    books,
    eventRow(eventKinds),
    `SELECT events.atMs, events.outTradeNo, events.kind, events.amountFen FROM events JOIN orders USING (outTradeNo)
    WHERE kind = 'Refunded' AND state = 'REVOKED' AND atMs >= ? AND atMs < ? ORDER BY seq`,
  )
  return {
    transact: (run) => books.transaction(run)(),
    ...orders(books),
    ...refunds(books),
    ...noticeBooks(books),
    ...eventBooks(books, eventKinds, all.all),
    reversals: reversals.all,
    close: () => void books.close(),
  }
}
