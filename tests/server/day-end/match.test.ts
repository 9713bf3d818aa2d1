/** Books that agree leave nothing to find, and every single thing spoiled in them is found under its one name. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BillPayment, BillRefund, TradeEntry } from '../../../src-server/day-end/bills/bill.ts'
import type { FindingKind } from '../../../src-server/day-end/finding.ts'
import {
  type Books,
  type LocalPayment,
  type LocalRefund,
  matchDay,
} from '../../../src-server/day-end/match.ts'

const paymentOf = (number: number, amountMinor: number): BillPayment => ({
  kind: 'payment',
  outTradeNo: `P_${number}`,
  transactionId: `T_${number}`,
  amountMinor,
  settledMinor: amountMinor,
  feeThousandths: amountMinor * 6,
  feeRateMillionths: 6_000,
})

const refundOf = ({ outTradeNo, amountMinor }: BillPayment): BillRefund => ({
  kind: 'refund',
  outTradeNo,
  outRefundNo: `R_${outTradeNo}`,
  amountMinor,
  settledMinor: amountMinor,
  feeThousandths: amountMinor * 6,
  state: 'success',
})

const localOf = ({ outTradeNo, amountMinor, transactionId }: BillPayment): LocalPayment => ({
  storeId: 'store-1',
  laneId: 'lane-1',
  saleId: `sale-${outTradeNo}`,
  outTradeNo,
  amountMinor,
  transactionId,
  hasMoney: true,
  paidSale: true,
  isDue: true,
})

const localRefundOf = ({ outTradeNo, outRefundNo, amountMinor }: BillRefund): LocalRefund => ({
  storeId: 'store-1',
  outTradeNo,
  outRefundNo,
  amountMinor,
  isDone: true,
  isDue: true,
})

interface Day {
  readonly entries: readonly TradeEntry[]
  readonly books: Books
}

/** Payments of any amounts, of which some went back, in our books and in the bill alike. */
const agreeing: fc.Arbitrary<Day> = fc
  .array(fc.record({ fen: fc.integer({ min: 1, max: 999_999 }), isBack: fc.boolean() }), {
    minLength: 2,
    maxLength: 12,
  })
  .map((list) => {
    const payments = list.map(({ fen }, number) => paymentOf(number, fen))
    const refunds = payments
      .filter((_, number) => list[number]?.isBack === true || number === 0)
      .map(refundOf)
    const books = {
      payments: payments.map(localOf),
      refunds: refunds.map(localRefundOf),
      matchedBefore: new Set<string>(),
    }
    return { entries: [...payments, ...refunds], books }
  })

const kinds = ({ entries, books }: Day): readonly FindingKind[] =>
  matchDay('wechat', books, { entries }, undefined).findings.map(({ kind }) => kind)

const withEntry = (day: Day, at: number, change: (entry: TradeEntry) => readonly TradeEntry[]): Day => ({
  ...day,
  entries: day.entries.flatMap((entry, index) => (index === at ? change(entry) : [entry])),
})

const withPayment = (day: Day, at: number, changes: Partial<LocalPayment>): Day => ({
  ...day,
  books: {
    ...day.books,
    payments: day.books.payments.map((local, index) => (index === at ? { ...local, ...changes } : local)),
  },
})

const withRefund = (day: Day, changes: Partial<LocalRefund>): Day => ({
  ...day,
  books: {
    ...day.books,
    refunds: day.books.refunds.map((local, index) => (index === 0 ? { ...local, ...changes } : local)),
  },
})

/** The second payment has no refund that could be found along with it. */
const at = 1
const withoutBack = ({ entries, books }: Day): Day => ({
  entries: entries.filter((entry) => entry.kind === 'payment' || entry.outTradeNo !== `P_${at}`),
  books: { ...books, refunds: books.refunds.filter(({ outTradeNo }) => outTradeNo !== `P_${at}`) },
})

const firstRefund = ({ entries }: Day): number => entries.findIndex(({ kind }) => kind === 'refund')
const without = <T extends { readonly outTradeNo: string }>(
  list: readonly T[],
  number: string,
): readonly T[] => list.filter(({ outTradeNo }) => outTradeNo !== number)

const spoiled: readonly (readonly [string, FindingKind, (day: Day) => Day])[] = [
  [
    'an amount in the bill',
    'amountDiffers',
    (day) => withEntry(day, at, (entry) => [{ ...entry, amountMinor: entry.amountMinor + 1 }]),
  ],
  ['a row lost', 'localOnlyPayment', (day) => withEntry(day, at, () => [])],
  ['a row twice', 'doubleEntry', (day) => withEntry(day, at, (entry) => [entry, entry])],
  ['a row of nobody', 'unknownPayment', (day) => withEntry(day, at, (entry) => [entry, paymentOf(99, 5)])],
  [
    'a payment we never heard of',
    'unsettledPayment',
    (day) => withPayment(day, at, { hasMoney: false, paidSale: false, transactionId: null, isDue: false }),
  ],
  ['another transaction', 'transactionDiffers', (day) => withPayment(day, at, { transactionId: 'T_other' })],
  ['a refund lost', 'localOnlyRefund', (day) => withEntry(day, firstRefund(day), () => [])],
  [
    'a refund of nobody',
    'unknownRefund',
    (day) => ({ ...day, books: { ...day.books, refunds: without(day.books.refunds, 'P_0') } }),
  ],
  ['a refund we still owe', 'unsettledRefund', (day) => withRefund(day, { isDone: false })],
  ['a refund of another amount', 'refundDiffers', (day) => withRefund(day, { amountMinor: 1_000_000 })],
  ['a refund under another order', 'refundDiffers', (day) => withRefund(day, { outTradeNo: 'P_1' })],
  [
    'a refund that failed',
    'refundFailed',
    (day) =>
      withEntry(day, firstRefund(day), (entry) =>
        entry.kind === 'refund' ? [{ ...entry, state: 'failed' }] : [entry],
      ),
  ],
  [
    'a fee that no rate gives',
    'feeDiffers',
    (day) => withEntry(day, at, (entry) => [{ ...entry, feeThousandths: entry.feeThousandths + 1_001 }]),
  ],
]

describe('books that agree', () => {
  it('leave nothing to find, and every number is matched', () => {
    fc.assert(
      fc.property(agreeing, (day) => {
        const { findings, matched, totals } = matchDay('wechat', day.books, day, undefined)
        expect(findings).toEqual([])
        expect(matched).toHaveLength(day.entries.length)
        expect(totals).toMatchObject({ fundsMinor: null, carried: 0, reversed: 0 })
      }),
    )
  })

  it.each(spoiled)('with %s make one finding: %s', (_what, kind, spoil) => {
    fc.assert(
      fc.property(agreeing.map(withoutBack), (day) => {
        expect(kinds(spoil(day))).toEqual([kind])
      }),
      { numRuns: 40 },
    )
  })

  it('and an account that moved by a fen more or less make one finding', () => {
    fc.assert(
      fc.property(agreeing, fc.integer({ min: -3, max: 3 }), (day, off) => {
        const { totals } = matchDay('wechat', day.books, day, undefined)
        const funds = {
          paymentsMinor: totals.expectedFundsMinor + off,
          refundsMinor: 0,
          feesMinor: 0,
          otherMinor: -777,
        }
        const found = matchDay('wechat', day.books, day, funds).findings.map(({ kind }) => kind)
        expect(found).toEqual(off === 0 ? [] : ['fundsDiffer'])
      }),
    )
  })
})

describe('a payment by code that was ended and gave its money back', () => {
  const payment = paymentOf(1, 500)
  const reversal: BillRefund = { ...refundOf(payment), kind: 'reversal', outRefundNo: '' }
  const dayOf = (entries: readonly TradeEntry[], paidSale: boolean): Day => ({
    entries,
    books: {
      payments: [{ ...localOf(payment), paidSale, hasMoney: paidSale }],
      refunds: [],
      matchedBefore: new Set(),
    },
  })

  it('agrees where no sale was paid with it, and is goods without money where one was', () => {
    expect(kinds(dayOf([payment, reversal], false))).toEqual([])
    expect(kinds(dayOf([payment, reversal], true))).toEqual(['localOnlyPayment'])
  })

  it('is a refund of nobody where it gave back another amount, or was never paid', () => {
    expect(kinds(dayOf([payment, { ...reversal, amountMinor: 499 }], true))).toEqual(['unknownRefund'])
    expect(
      kinds({ ...dayOf([reversal], false), books: { payments: [], refunds: [], matchedBefore: new Set() } }),
    ).toEqual(['unknownRefund'])
  })
})

describe('what another day’s bill had', () => {
  it('is not missed in this one', () => {
    const payment = paymentOf(1, 500)
    const books: Books = {
      payments: [localOf(payment)],
      refunds: [localRefundOf(refundOf(payment))],
      matchedBefore: new Set(['P_1', 'R_P_1']),
    }
    expect(kinds({ entries: [], books })).toEqual([])
  })
})
