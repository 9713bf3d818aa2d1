/**
 * The sums of a bill, and whether they hold together: fees by their rates, and what moved on the account by what was
 * traded. A bill writes fees finer than a fen; an account moves by whole ones, each fee rounded for itself.
 */

import { divideRounded } from '../../../domain/money.ts'
import type { Wallet } from '../../../domain/sale/fact.ts'
import type { Finding } from '../finding.ts'
import { type BillPayment, type BillRefund, type FundsBill, feeParts, type TradeBill } from './bill.ts'
import { sumOf } from './table.ts'

export interface Sides {
  readonly payments: readonly BillPayment[]
  readonly refunds: readonly BillRefund[]
  readonly reversals: readonly BillRefund[]
}

export const sidesOf = ({ entries }: TradeBill): Sides => ({
  payments: entries.flatMap((entry) => (entry.kind === 'payment' ? [entry] : [])),
  refunds: entries.flatMap((entry) => (entry.kind === 'refund' ? [entry] : [])),
  reversals: entries.flatMap((entry) => (entry.kind === 'reversal' ? [entry] : [])),
})

export interface Totals {
  readonly payments: number
  readonly paymentsMinor: number
  readonly refunds: number
  readonly refundsMinor: number
  /** Payments by code that were ended and gave their money back. */
  readonly reversed: number
  /** Refunds of today that tomorrow's bill will have. */
  readonly carried: number
  /** Each payment's fee rounded for itself, less what came back with refunds. */
  readonly feesMinor: number
  /** What should have moved on the account by this bill of trade. */
  readonly expectedFundsMinor: number
  readonly fundsMinor: number | null
  readonly otherFundsMinor: number | null
}

const feeOf = ({ feeThousandths }: BillPayment | BillRefund): number =>
  divideRounded(feeThousandths, feeParts)

export function totalsOf(
  sides: Sides,
  reversed: number,
  carried: number,
  funds: FundsBill | undefined,
): Totals {
  const { payments, refunds, reversals } = sides
  const back = [...refunds, ...reversals].filter(({ state }) => state !== 'failed')
  // Money still on its way back has not moved on the account.
  const gone = back.filter(({ state }) => state === 'success')
  const feesMinor = sumOf(payments, feeOf) - sumOf(gone, feeOf)
  const settledMinor = sumOf(payments, (one) => one.settledMinor) - sumOf(gone, (one) => one.settledMinor)
  return {
    payments: payments.length,
    paymentsMinor: sumOf(payments, (one) => one.amountMinor),
    refunds: refunds.length,
    refundsMinor: sumOf(back, (one) => one.amountMinor),
    reversed,
    carried,
    feesMinor,
    expectedFundsMinor: settledMinor - feesMinor,
    fundsMinor: funds === undefined ? null : funds.paymentsMinor + funds.refundsMinor + funds.feesMinor,
    otherFundsMinor: funds?.otherMinor ?? null,
  }
}

const feeToleranceThousandths = feeParts

export function feeFinding(provider: Wallet, payment: BillPayment): Finding | undefined {
  const { feeRateMillionths, settledMinor, feeThousandths, outTradeNo } = payment
  if (feeRateMillionths === undefined) return undefined
  const expected = divideRounded(settledMinor * feeRateMillionths, 1_000)
  if (Math.abs(expected - feeThousandths) <= feeToleranceThousandths) return undefined
  const billMinor = divideRounded(feeThousandths, feeParts)
  return {
    kind: 'feeDiffers',
    provider,
    outTradeNo,
    billMinor,
    localMinor: divideRounded(expected, feeParts),
  }
}

export function fundsFinding(
  provider: Wallet,
  { fundsMinor, expectedFundsMinor: localMinor }: Totals,
): Finding | undefined {
  if (fundsMinor === null || fundsMinor === localMinor) return undefined
  return { kind: 'fundsDiffer', provider, billMinor: fundsMinor, localMinor }
}
