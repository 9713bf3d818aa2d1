/**
 * Holds a provider's bills against our books: every entry is matched or becomes a finding, and so is everything of ours
 * that no bill speaks of. Pure: it reads nothing, does nothing, and gives the same for the same books.
 */

import type { Wallet } from '../../domain/sale/fact.ts'
import type { BillPayment, BillRefund, FundsBill, TradeBill } from './bills/bill.ts'
import { feeFinding, fundsFinding, type Sides, sidesOf, type Totals, totalsOf } from './bills/totals.ts'
import type { Finding } from './finding.ts'

export interface LocalPayment {
  readonly storeId: string
  readonly laneId: string
  readonly saleId: string
  readonly outTradeNo: string
  readonly amountMinor: number
  /** Money is known to have come, whether the sale could use it or not. */
  readonly hasMoney: boolean
  /** The sale was paid with it: goods went out. */
  readonly paidSale: boolean
  readonly transactionId: string | null
  /** It was paid on this very day, so this bill must have it. */
  readonly isDue: boolean
}

export interface LocalRefund {
  readonly storeId: string
  readonly outTradeNo: string
  readonly outRefundNo: string
  readonly amountMinor: number
  readonly isDone: boolean
  /** Returned long enough ago that a bill must have it by now. */
  readonly isDue: boolean
}

/** What our books hold under the numbers of a bill, and what a bill of this day should hold. */
export interface Books {
  readonly payments: readonly LocalPayment[]
  readonly refunds: readonly LocalRefund[]
  /** Numbers that a bill of another day had. */
  readonly matchedBefore: ReadonlySet<string>
}

export interface Matching {
  readonly findings: readonly Finding[]
  /** Numbers of payments and refunds that agree. */
  readonly matched: readonly string[]
  readonly totals: Totals
}

/** One entry's verdict: it agrees, or this is wrong with it. */
type Verdict = 'agrees' | Finding

const tradeNo = ({ outTradeNo }: BillPayment): string => outTradeNo
const refundNo = ({ outRefundNo }: BillRefund): string => outRefundNo

const placeOf = ({ storeId, laneId, saleId }: LocalPayment) => ({ storeId, laneId, saleId })

function judgePayment(
  provider: Wallet,
  payment: BillPayment,
  local: LocalPayment | undefined,
  isReversed: boolean,
): Verdict {
  const { outTradeNo, transactionId, amountMinor: billMinor } = payment
  const about = { provider, outTradeNo, transactionId, billMinor }
  if (local === undefined) return { ...about, kind: 'unknownPayment' }
  const both = { ...about, ...placeOf(local), localMinor: local.amountMinor }
  if (billMinor !== local.amountMinor) return { ...both, kind: 'amountDiffers' }
  if (isReversed) return local.paidSale ? { ...both, kind: 'localOnlyPayment', reason: 'reversed' } : 'agrees'
  if (!local.hasMoney) return { ...both, kind: 'unsettledPayment' }
  return local.transactionId === transactionId ? 'agrees' : { ...both, kind: 'transactionDiffers' }
}

function judgeRefund(provider: Wallet, refund: BillRefund, local: LocalRefund | undefined): Verdict {
  const { outTradeNo, outRefundNo, amountMinor: billMinor } = refund
  const about = { provider, outTradeNo, outRefundNo, billMinor }
  if (local === undefined) return { ...about, kind: 'unknownRefund' }
  const both = { ...about, storeId: local.storeId, localMinor: local.amountMinor }
  if (billMinor !== local.amountMinor || outTradeNo !== local.outTradeNo)
    return { ...both, kind: 'refundDiffers' }
  if (refund.state === 'failed' && local.isDone) return { ...both, kind: 'refundFailed' }
  if (refund.state === 'success' && !local.isDone) return { ...both, kind: 'unsettledRefund' }
  return 'agrees'
}

interface Judged {
  readonly findings: readonly Finding[]
  readonly matched: readonly string[]
}

/** What tells this entry from the others of its number: its transaction or refund, and how many came before it. */
const another = (provider: Wallet, entry: BillPayment | BillRefund, nth: number): Finding => {
  const { kind, outTradeNo, amountMinor: billMinor } = entry
  const own = kind === 'payment' ? { transactionId: entry.transactionId } : { outRefundNo: entry.outRefundNo }
  return { kind: 'doubleEntry', provider, outTradeNo, billMinor, ...own, reason: `entry ${nth}` }
}

/** Every entry once: of several under one number the first is judged, and the others are found. */
function judgeEach<E extends BillPayment | BillRefund>(
  provider: Wallet,
  entries: readonly E[],
  numberOf: (entry: E) => string,
  judge: (entry: E) => Verdict,
): Judged {
  const seen = new Map<string, number>()
  const findings: Finding[] = []
  const matched: string[] = []
  for (const entry of entries) {
    const number = numberOf(entry)
    const nth = (seen.get(number) ?? 0) + 1
    seen.set(number, nth)
    const verdict: Verdict = nth > 1 ? another(provider, entry, nth) : judge(entry)
    if (verdict === 'agrees') matched.push(number)
    else findings.push(verdict)
  }
  return { findings, matched }
}

/** Payments that a reversal returned whole, by their numbers. */
function reversedNumbers({ payments, reversals }: Sides): ReadonlySet<string> {
  const returned = new Map(reversals.map(({ outTradeNo, amountMinor }) => [outTradeNo, amountMinor]))
  const whole = payments.filter(({ outTradeNo, amountMinor }) => returned.get(outTradeNo) === amountMinor)
  return new Set(whole.map(({ outTradeNo }) => outTradeNo))
}

/** Money given back by a reversal of which the payment is not in the bill, or was more. */
const strayReversals = (provider: Wallet, sides: Sides, reversed: ReadonlySet<string>): readonly Finding[] =>
  sides.reversals
    .filter(({ outTradeNo }) => !reversed.has(outTradeNo))
    .map(({ outTradeNo, outRefundNo, amountMinor: billMinor }) => {
      return { kind: 'unknownRefund', provider, outTradeNo, outRefundNo, billMinor, reason: 'reversal' }
    })

/** What our books have and no bill does. */
function localOnly(provider: Wallet, books: Books, billed: ReadonlySet<string>): readonly Finding[] {
  const isMissing = (number: string): boolean => !billed.has(number) && !books.matchedBefore.has(number)
  const payments = books.payments
    .filter(({ isDue, outTradeNo }) => isDue && isMissing(outTradeNo))
    .map((local): Finding => {
      const { outTradeNo, amountMinor: localMinor, transactionId } = local
      const number = transactionId === null ? {} : { transactionId }
      return { kind: 'localOnlyPayment', provider, outTradeNo, localMinor, ...number, ...placeOf(local) }
    })
  const refunds = books.refunds
    .filter(({ isDue, isDone, outRefundNo }) => isDue && isDone && isMissing(outRefundNo))
    .map(({ storeId, outTradeNo, outRefundNo, amountMinor: localMinor }): Finding => {
      return { kind: 'localOnlyRefund', provider, storeId, outTradeNo, outRefundNo, localMinor }
    })
  return [...payments, ...refunds]
}

const carriedOf = (books: Books, billed: ReadonlySet<string>): number =>
  books.refunds.filter(
    ({ isDue, isDone, outRefundNo }) =>
      !isDue && isDone && !billed.has(outRefundNo) && !books.matchedBefore.has(outRefundNo),
  ).length

/** `funds` is left out where that bill could not be read; then its sum is not judged. */
export function matchDay(
  provider: Wallet,
  books: Books,
  trade: TradeBill,
  funds: FundsBill | undefined,
): Matching {
  const sides = sidesOf(trade)
  const localPayments = new Map(books.payments.map((local) => [local.outTradeNo, local]))
  const localRefunds = new Map(books.refunds.map((local) => [local.outRefundNo, local]))
  const reversed = reversedNumbers(sides)
  const payments = judgeEach(provider, sides.payments, tradeNo, (entry) =>
    judgePayment(provider, entry, localPayments.get(entry.outTradeNo), reversed.has(entry.outTradeNo)),
  )
  const refunds = judgeEach(provider, sides.refunds, refundNo, (entry) =>
    judgeRefund(provider, entry, localRefunds.get(entry.outRefundNo)),
  )
  const billed = new Set([...sides.payments.map(tradeNo), ...sides.refunds.map(refundNo)])
  const totals = totalsOf(sides, reversed.size, carriedOf(books, billed), funds)
  return {
    matched: [...payments.matched, ...refunds.matched],
    findings: [
      ...payments.findings,
      ...refunds.findings,
      ...strayReversals(provider, sides, reversed),
      ...localOnly(provider, books, billed),
      ...sides.payments.flatMap((payment) => feeFinding(provider, payment) ?? []),
      ...[fundsFinding(provider, totals) ?? []].flat(),
    ],
    totals,
  }
}
