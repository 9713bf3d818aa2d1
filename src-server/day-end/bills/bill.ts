/**
 * A provider's account of a day, whoever the provider is: what was paid, what went back, what it cost, and what moved
 * on the merchant's account. Readers of each format make these; matching sees nothing else.
 */

import type { Result } from '../../../domain/result.ts'

/** Fees are finer than a minor unit: thousandths of one. */
export const feeParts = 1_000

export interface BillPayment {
  readonly kind: 'payment'
  readonly outTradeNo: string
  readonly transactionId: string
  /** What the order was made for. */
  readonly amountMinor: number
  /** What of it reaches the merchant, before fees: less what others than the shopper were to give. */
  readonly settledMinor: number
  readonly feeThousandths: number
  /** Of the settled amount, in millionths; undefined where the bill does not say. */
  readonly feeRateMillionths?: number
}

export interface BillRefund {
  /** `reversal` ended a payment by code; it has no number of ours. */
  readonly kind: 'refund' | 'reversal'
  readonly outTradeNo: string
  readonly outRefundNo: string
  /** Positive: what was asked back. */
  readonly amountMinor: number
  readonly settledMinor: number
  /** Positive: the fee that came back with it. */
  readonly feeThousandths: number
  readonly state: 'success' | 'processing' | 'failed'
}

export type TradeEntry = BillPayment | BillRefund

export interface TradeBill {
  readonly entries: readonly TradeEntry[]
}

/** Signed movements of the merchant's account. */
export interface FundsBill {
  readonly paymentsMinor: number
  readonly refundsMinor: number
  readonly feesMinor: number
  /** Withdrawals, deposits and whatever else trade does not explain. */
  readonly otherMinor: number
}

export interface BillRefusal {
  readonly kind:
    | 'Empty'
    | 'TooLarge'
    | 'EncodingRefused'
    | 'NotATable'
    | 'ColumnMissing'
    | 'RowMalformed'
    | 'AmountMalformed'
    | 'TooManyRows'
    | 'OtherDay'
    | 'OtherCurrency'
    | 'SummaryMissing'
    | 'SummaryDiffers'
  /** Line, column or sum; never a cell's content. */
  readonly at?: string
}

export type BillReader<T> = (bytes: Uint8Array, day: string) => Result<T, BillRefusal>

export interface BillReaders {
  readonly trade: BillReader<TradeBill>
  readonly funds: BillReader<FundsBill>
}
