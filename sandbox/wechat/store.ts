/**
 * The gateway's own books in SQLite: a file that survives a restart, or memory for a simulation. Every change runs
 * inside `transact`; rows pass a schema on their way out. Knows nothing about protocol or clock.
 */

import * as v from 'valibot'
import { type LedgerEntry, type LedgerEvent, ledgerEntry } from '../ledger.ts'
import { type Notice, noticeStates } from '../notice.ts'
import { openBooks, query, upsertSql } from '../tables.ts'
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

export interface GatewayStore {
  /** All or nothing, synchronously. */
  readonly transact: <T>(run: () => T) => T
  readonly orderByNumber: (outTradeNo: string) => Order | undefined
  readonly orderByTransaction: (transactionId: string) => Order | undefined
  readonly orderByCode: (codeUrl: string) => Order | undefined
  /** Unpaid and open, newest first. */
  readonly openOrders: (limit: number) => readonly Order[]
  readonly saveOrder: (order: Order) => void
  readonly refundByNumber: (outRefundNo: string) => Refund | undefined
  readonly refundsOfOrder: (outTradeNo: string) => readonly Refund[]
  readonly refundsDue: (nowMs: number, limit: number) => readonly Refund[]
  readonly saveRefund: (refund: Refund) => void
  readonly noticesDue: (nowMs: number, limit: number) => readonly Notice[]
  readonly noticesOfOrder: (outTradeNo: string) => readonly Notice[]
  /** Orders whose shopper or platform acts by itself by now. */
  readonly ordersDue: (nowMs: number, limit: number) => readonly Order[]
  /** Unpaid orders by this payer's own code, newest first. */
  readonly askedOrders: (payer: string, limit: number) => readonly Order[]
  /** Orders paid between two moments, oldest first. */
  readonly ordersPaid: (fromMs: number, untilMs: number) => readonly Order[]
  /** Money that went back because a payment by code was reversed. */
  readonly reversals: (fromMs: number, untilMs: number) => readonly LedgerEvent[]
  readonly refundsCreated: (fromMs: number, untilMs: number) => readonly Refund[]
  readonly saveNotice: (notice: Notice) => void
  readonly appendEvent: (event: LedgerEvent<EventKind>) => void
  readonly ledger: () => readonly LedgerEntry[]
  readonly close: () => void
}

const text = v.string()
const whole = v.pipe(v.number(), v.safeInteger())

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

/** `file` is a path, or `:memory:`. */
export function openGatewayStore(file: string): GatewayStore {
  const database = openBooks(file, schemaSql, schemaVersion)
  const order = (where: string) => query(database, orderRow, `SELECT * FROM orders ${where}`)
  const refund = (where: string) => query(database, refundRow, `SELECT * FROM refunds ${where}`)
  const orderByNumber = order('WHERE outTradeNo = ?')
  const orderByTransaction = order('WHERE transactionId = ?')
  const orderByCode = order('WHERE codeUrl = ?')
  const openOrders = order(`WHERE state = 'NOTPAY' ORDER BY createdAtMs DESC, outTradeNo LIMIT ?`)
  const allOrders = order('ORDER BY createdAtMs, outTradeNo')
  const refundByNumber = refund('WHERE outRefundNo = ?')
  const refundsOfOrder = refund('WHERE outTradeNo = ? ORDER BY createdAtMs, outRefundNo')
  const refundsDue = refund(`WHERE state = 'PROCESSING' AND settlesAtMs <= ? ORDER BY settlesAtMs LIMIT ?`)
  const noticesDue = query(
    database,
    noticeRow,
    `SELECT * FROM notices WHERE state = 'PENDING' AND nextAtMs <= ? ORDER BY nextAtMs, id LIMIT ?`,
  )
  const noticesOfOrder = query(database, noticeRow, 'SELECT * FROM notices WHERE outTradeNo = ? ORDER BY id')
  const ordersDue = order(
    `WHERE state IN ('NOTPAY', 'USERPAYING', 'PAYERROR') AND min(ifnull(scriptAtMs, revokesAtMs), ifnull(revokesAtMs, scriptAtMs)) <= ?
    ORDER BY createdAtMs LIMIT ?`,
  )
  const askedOrders = order(`WHERE payer = ? AND state = 'USERPAYING' ORDER BY createdAtMs DESC LIMIT ?`)
  const ordersPaid = order('WHERE paidAtMs >= ? AND paidAtMs < ? ORDER BY paidAtMs, outTradeNo')
  const refundsCreated = refund(
    'WHERE createdAtMs >= ? AND createdAtMs < ? ORDER BY createdAtMs, outRefundNo',
  )
  const reversals = query(
    database,
    eventRow,
    `SELECT events.atMs, events.outTradeNo, events.kind, events.amountFen FROM events JOIN orders USING (outTradeNo)
    WHERE kind = 'Refunded' AND state = 'REVOKED' AND atMs >= ? AND atMs < ? ORDER BY seq`,
  )
  const eventsOfOrder = query(
    database,
    eventRow,
    'SELECT atMs, outTradeNo, kind, amountFen FROM events WHERE outTradeNo = ? ORDER BY seq',
  )
  const saveOrder = database.prepare(upsertSql('orders', orderRow))
  const saveRefund = database.prepare(upsertSql('refunds', refundRow))
  const saveNotice = database.prepare(upsertSql('notices', noticeRow))
  const appendEvent = database.prepare(
    'INSERT INTO events (atMs, outTradeNo, kind, amountFen) VALUES (@atMs, @outTradeNo, @kind, @amountFen)',
  )
  return {
    transact: (run) => database.transaction(run)(),
    orderByNumber: orderByNumber.one,
    orderByTransaction: orderByTransaction.one,
    orderByCode: orderByCode.one,
    openOrders: openOrders.all,
    saveOrder: (record) => void saveOrder.run(record),
    refundByNumber: refundByNumber.one,
    refundsOfOrder: refundsOfOrder.all,
    refundsDue: refundsDue.all,
    saveRefund: (record) => void saveRefund.run(record),
    noticesDue: noticesDue.all,
    noticesOfOrder: noticesOfOrder.all,
    ordersDue: ordersDue.all,
    askedOrders: askedOrders.all,
    ordersPaid: ordersPaid.all,
    reversals: reversals.all,
    refundsCreated: refundsCreated.all,
    saveNotice: (record) => void saveNotice.run(record),
    appendEvent: (event) => void appendEvent.run(event),
    ledger: () => allOrders.all().map((each) => ledgerEntry(each, eventsOfOrder.all(each.outTradeNo))),
    close: () => void database.close(),
  }
}
