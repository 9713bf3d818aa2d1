/**
 * How a call to Alipay can fail, and the table that decides which way it was. Only an authentic answer with a listed
 * code is a refusal; everything else leaves the outcome unknown, and the caller must ask again. Never add a code here
 * that may also appear after the provider has acted.
 */

import type { AnswerRefusal } from './answer.ts'

/** What a refusal means for whoever sent the call. */
export type RefusalClass =
  /** It surely was not done. */
  | 'definite'
  /** The number is known already, with other data or paid: ask what is, and never give money back blindly. */
  | 'adopt'
  | 'notFound'

const definiteCodes: ReadonlySet<string> = new Set([
  'PAYMENT_AUTH_CODE_INVALID',
  'BUYER_BALANCE_NOT_ENOUGH',
  'BUYER_BANKCARD_BALANCE_NOT_ENOUGH',
  'ERROR_BALANCE_PAYMENT_DISABLE',
  'BUYER_SELLER_EQUAL',
  'PAYMENT_FAIL',
  'PAYMENT_REQUEST_HAS_RISK',
  'NO_PAYMENT_INSTRUMENTS_AVAILABLE',
  'TOTAL_FEE_EXCEED',
  'INVALID_PARAMETER',
  'ACCESS_FORBIDDEN',
  'PARTNER_ERROR',
  'TRADE_HAS_CLOSE',
  'TRADE_CANCEL_TIME_OUT',
  'DISCORDANT_REPEAT_REQUEST',
])

/** `BEYOND_*`, `*_LIMIT_*`, `SELLER_*`, `MERCHANT_*`. */
const definiteForm = /^(?:BEYOND|SELLER|MERCHANT)_|_LIMIT_/

const adoptCodes: ReadonlySet<string> = new Set([
  'TRADE_HAS_SUCCESS',
  'CONTEXT_INCONSISTENT',
  'TRADE_BUYER_NOT_MATCH',
])

const absentCodes: ReadonlySet<string> = new Set([
  'ACQ.TRADE_NOT_EXIST',
  'isp.bill_not_exist',
  'isp.bill-not-exist',
])

const acquiring = 'ACQ.'

/** `undefined` for every code that is not listed: such an outcome is unknown. */
export function refusalClassOf(subCode: string): RefusalClass | undefined {
  if (absentCodes.has(subCode)) return 'notFound'
  if (!subCode.startsWith(acquiring)) return undefined
  const code = subCode.slice(acquiring.length)
  if (adoptCodes.has(code)) return 'adopt'
  return definiteCodes.has(code) || definiteForm.test(code) ? 'definite' : undefined
}

/** The provider answered, provably, that it did not do it. */
export interface CallRefused {
  readonly kind: 'CallRefused'
  readonly refusal: RefusalClass
  readonly subCode: string
  /** The provider's own sentence, for staff. */
  readonly message: string
}

export type UnknownReason =
  | { readonly kind: 'TransportFailed'; readonly reason: string }
  | { readonly kind: 'StatusUnexpected'; readonly status: number }
  | { readonly kind: 'AnswerUnreadable'; readonly refusal: AnswerRefusal['kind'] | 'NodeUnreadable' }
  /** The gateway itself answered; anybody on the way could have said so too. */
  | { readonly kind: 'ErrorResponse' }
  | { readonly kind: 'CertificateUnknown' }
  | { readonly kind: 'SignatureWrong' }
  /** Authentic and well formed, but about another order than the one asked for. */
  | { readonly kind: 'AnswerForeign' }
  | { readonly kind: 'CodeUnlisted'; readonly code: string; readonly subCode: string }
  /** Paid in a way in which the money may never come: the provider says not to count on it. */
  | { readonly kind: 'CreditPayment' }

/** It may have been done or not. Ask; never take it for a failure. */
export interface OutcomeUnknown {
  readonly kind: 'OutcomeUnknown'
  readonly reason: UnknownReason
}

export type CallFailure = CallRefused | OutcomeUnknown

export const unknownOutcome = (reason: UnknownReason): OutcomeUnknown => ({ kind: 'OutcomeUnknown', reason })
