/**
 * Reads what our own books hold for a day and under the numbers of a bill. Reads only, in groups a database can bind.
 */

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

/** A refund is in the bill of the day it was made or of the next, so only yesterday's are due. */
async function readRefunds(
  db: Database,
  wallet: Wallet,
  day: string,
  numbers: readonly string[],
): Promise<readonly LocalRefund[]> {
  const from = startOf(day)
  const refunds = walletRefunds(db)
    .select([
      'refund.store_id',
      'refund.out_trade_no',
      'refund.out_refund_no',
      'refund.amount_minor',
      'refund.state',
      'refund.created_ms',
    ])
    .where('payment_attempt.wallet', '=', wallet)
  const recent = await refunds
    .where('refund.created_ms', '>=', startOf(dayBefore(day)))
    .where('refund.created_ms', '<', from + dayMs)
    .where('refund.state', '=', 'success')
    .execute()
  const billed = await inGroups(numbers, (group) =>
    refunds.where('refund.out_refund_no', 'in', group).execute(),
  )
  const all = new Map([...billed, ...recent].map((row) => [row.out_refund_no, row]))
  const recentNumbers = new Set(recent.map((row) => row.out_refund_no))
  return [...all.values()].map((row) => ({
    storeId: row.store_id,
    outTradeNo: row.out_trade_no,
    outRefundNo: row.out_refund_no,
    amountMinor: row.amount_minor,
    isDone: row.state === 'success',
    isDue: recentNumbers.has(row.out_refund_no) && row.created_ms < from,
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
