/**
 * Reads what our own books hold for a day and under the numbers of a bill. Reads only, in groups a database can bind.
 */

import { sql } from 'kysely'
import type { AttemptState } from '../../domain/payment/attempt.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import { walletRefunds } from '../db/refund-joins.ts'
import type { Database } from '../db/schema.ts'
import type { TradeBill } from './bills/bill.ts'
import { sidesOf } from './bills/totals.ts'
import { dayBefore, dayMs, startOf } from './day.ts'
import type { Books, LocalPayment, LocalRefund } from './match.ts'

const numbersAtOnce = 500

/** Runs a query for numbers in groups, and joins what it finds. */
async function inGroups<T>(
  numbers: readonly string[],
  find: (group: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found: T[] = []
  for (let from = 0; from < numbers.length; from += numbersAtOnce) {
    found.push(...(await find(numbers.slice(from, from + numbersAtOnce))))
  }
  return found
}

const moneyStates: ReadonlySet<AttemptState> = new Set(['succeeded', 'orphaned'])

async function readPayments(
  db: Database,
  wallet: Wallet,
  day: string,
  numbers: readonly string[],
): Promise<readonly LocalPayment[]> {
  const from = startOf(day)
  const attempts = db
    .selectFrom('payment_attempt')
    .select([
      'store_id',
      'lane_id',
      'sale_id',
      'out_trade_no',
      'amount_minor',
      'state',
      'transaction_id',
      'paid_at_ms',
    ])
    .where('wallet', '=', wallet)
  const due = await attempts
    .where('paid_at_ms', '>=', from)
    .where('paid_at_ms', '<', from + dayMs)
    .execute()
  const billed = await inGroups(numbers, (group) => attempts.where('out_trade_no', 'in', group).execute())
  const all = new Map([...billed, ...due].map((row) => [row.out_trade_no, row]))
  const dueNumbers = new Set(due.map((row) => row.out_trade_no))
  return [...all.values()].map((row) => ({
    storeId: row.store_id,
    laneId: row.lane_id,
    saleId: row.sale_id,
    outTradeNo: row.out_trade_no,
    amountMinor: row.amount_minor,
    hasMoney: moneyStates.has(row.state),
    paidSale: row.state === 'succeeded',
    transactionId: row.transaction_id,
    isDue: dueNumbers.has(row.out_trade_no),
  }))
}

/** What takes longer than this from being owed to being given back is looked for by a person. */
const lateRefundMs = 60 * dayMs

const refundsOf = (db: Database, wallet: Wallet) =>
  walletRefunds(db)
    .select([
      'refund.store_id',
      'refund.out_trade_no',
      'refund.out_refund_no',
      'refund.amount_minor',
      'refund.state',
    ])
    .where('payment_attempt.wallet', '=', wallet)

/** What was booked as given back from then on, with when; a person's payout is booked under another name. */
const givenBackIn = (db: Database, wallet: Wallet, fromMs: number, untilMs: number) =>
  refundsOf(db, wallet)
    .innerJoin('ledger', (join) =>
      join
        .onRef('ledger.store_id', '=', 'refund.store_id')
        .on('ledger.entry_id', '=', sql<string>`'refund ' || refund.out_refund_no`)
        .on('ledger.account', '=', `wallet:${wallet}`),
    )
    .select('ledger.at_ms as booked_ms')
    .where('refund.created_ms', '>=', fromMs - lateRefundMs)
    .where('ledger.at_ms', '>=', fromMs)
    .where('ledger.at_ms', '<', untilMs)
    .execute()

/** A refund is in the bill of the day it went through at the latest, or of the next, so only yesterday's are due. */
async function readRefunds(
  db: Database,
  wallet: Wallet,
  day: string,
  numbers: readonly string[],
): Promise<readonly LocalRefund[]> {
  const from = startOf(day)
  const recent = await givenBackIn(db, wallet, startOf(dayBefore(day)), from + dayMs)
  const billed = await inGroups(numbers, (group) =>
    refundsOf(db, wallet).where('refund.out_refund_no', 'in', group).execute(),
  )
  const all = new Map([...billed, ...recent].map((row) => [row.out_refund_no, row]))
  const due = new Set(recent.flatMap((row) => (row.booked_ms < from ? [row.out_refund_no] : [])))
  return [...all.values()].map((row) => ({
    storeId: row.store_id,
    outTradeNo: row.out_trade_no,
    outRefundNo: row.out_refund_no,
    amountMinor: row.amount_minor,
    isDone: row.state === 'success',
    isDue: due.has(row.out_refund_no),
  }))
}

async function readMatched(
  db: Database,
  wallet: Wallet,
  numbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await inGroups(numbers, (group) =>
    db
      .selectFrom('day_match')
      .select('number')
      .where('provider', '=', wallet)
      .where('number', 'in', group)
      .execute(),
  )
  return new Set(rows.map(({ number }) => number))
}

export async function readBooks(db: Database, wallet: Wallet, day: string, trade: TradeBill): Promise<Books> {
  const sides = sidesOf(trade)
  const tradeNumbers = sides.payments.map(({ outTradeNo }) => outTradeNo)
  const payments = await readPayments(db, wallet, day, tradeNumbers)
  const refundNumbers = sides.refunds.map(({ outRefundNo }) => outRefundNo)
  const refunds = await readRefunds(db, wallet, day, refundNumbers)
  const ours = [
    ...payments.map(({ outTradeNo }) => outTradeNo),
    ...refunds.map(({ outRefundNo }) => outRefundNo),
  ]
  return { payments, refunds, matchedBefore: await readMatched(db, wallet, ours) }
}
