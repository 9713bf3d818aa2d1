/**
 * What does not agree between a provider's bills and our books, by name. Every finding has numbers to look it up by, an
 * action that the server takes by itself or a person who has to look, and stays in the day's report for good.
 */

import * as v from 'valibot'
import { wallets } from '../../domain/sale/fact.ts'
import { sha256 } from '../hash.ts'

/** In the order of their weight: goods without money first. */
export const findingKinds = [
  /** Goods went out, and the provider knows of no money. */
  'localOnlyPayment',
  /** Money came under a number that was never made here. */
  'unknownPayment',
  /** Money came for an attempt that we do not hold for paid. Asked about and settled by the server. */
  'unsettledPayment',
  'amountDiffers',
  'transactionDiffers',
  /** The same number stands in the bill more than once. */
  'doubleEntry',
  /** Money went back, and nobody here sent it. */
  'unknownRefund',
  /** Money went back that we still hold for owed. Asked about and settled by the server. */
  'unsettledRefund',
  'refundDiffers',
  /** We hold for returned what the provider could not return. */
  'refundFailed',
  'localOnlyRefund',
  'feeDiffers',
  /** Payments less refunds less fees are not what moved on the account. */
  'fundsDiffer',
  'billMissing',
  'billRefused',
] as const

export type FindingKind = (typeof findingKinds)[number]

const text = v.pipe(v.string(), v.maxLength(200))
const minor = v.pipe(v.number(), v.safeInteger())

export const findingSchema = v.object({
  kind: v.picklist(findingKinds),
  provider: v.picklist(wallets),
  outTradeNo: v.optional(text),
  outRefundNo: v.optional(text),
  transactionId: v.optional(text),
  storeId: v.optional(text),
  laneId: v.optional(text),
  saleId: v.optional(text),
  /** What the bill says, in fen. */
  billMinor: v.optional(minor),
  /** What our books say, in fen. */
  localMinor: v.optional(minor),
  reason: v.optional(text),
})

export type Finding = Readonly<v.InferOutput<typeof findingSchema>>

const keyHexDigits = 16

/** The same disagreement has the same key at every run; another figure, or other money, makes it another. */
export const keyOf = (finding: Finding): string =>
  sha256(
    [
      finding.kind,
      finding.provider,
      finding.outTradeNo ?? '',
      finding.outRefundNo ?? '',
      finding.transactionId ?? '',
      finding.billMinor ?? '',
      finding.localMinor ?? '',
      finding.reason ?? '',
    ].join('|'),
  ).slice(0, keyHexDigits)
