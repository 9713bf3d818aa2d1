/**
 * How a call to WeChat Pay can fail, and the table that decides which of the two ways it was. Only an authenticated
 * answer with a listed code is a refusal; everything else leaves the outcome unknown, and the caller must ask again.
 * Never add a code here that may also appear after the provider has acted.
 */

import type { SignatureRefusal } from './verify.ts'

export type RefusalCode =
  | 'AccountAbnormal'
  | 'BalanceShort'
  | 'BillNotReady'
  | 'BuyerMismatch'
  | 'CardNotSupported'
  | 'CodeExpired'
  | 'CodeInvalid'
  | 'MerchantRefused'
  | 'OrderClosed'
  | 'OrderNotFound'
  | 'OrderNumberUsed'
  | 'OrderPaid'
  | 'OrderReversed'
  | 'ParameterRefused'
  | 'RefundNotFound'
  | 'RequestSignatureRefused'
  | 'ReversalTooLate'

/** Both spellings where the provider's pages show both. */
const refusalByWireCode: ReadonlyMap<string, RefusalCode> = new Map([
  ['USER_ACCOUNT_ABNORMAL', 'AccountAbnormal'],
  ['ACCOUNT_ERROR', 'AccountAbnormal'],
  ['NOT_ENOUGH', 'BalanceShort'],
  ['NOTENOUGH', 'BalanceShort'],
  ['NO_AUTH', 'MerchantRefused'],
  ['MCH_NOT_EXISTS', 'MerchantRefused'],
  ['APPID_MCHID_NOT_MATCH', 'MerchantRefused'],
  ['ORDER_CLOSED', 'OrderClosed'],
  ['ORDERCLOSED', 'OrderClosed'],
  ['ORDER_NOT_EXIST', 'OrderNotFound'],
  ['ORDERNOTEXIST', 'OrderNotFound'],
  ['OUT_TRADE_NO_USED', 'OrderNumberUsed'],
  ['ORDER_PAID', 'OrderPaid'],
  ['ORDERPAID', 'OrderPaid'],
  ['PARAM_ERROR', 'ParameterRefused'],
  ['RESOURCE_NOT_EXISTS', 'RefundNotFound'],
  ['SIGN_ERROR', 'RequestSignatureRefused'],
  ['REVERSE_EXPIRE', 'ReversalTooLate'],
  ['NO_STATEMENT_EXIST', 'BillNotReady'],
  ['STATEMENT_CREATING', 'BillNotReady'],
])

export const refusalCodeOf = (wireCode: string): RefusalCode | undefined => refusalByWireCode.get(wireCode)

/** The provider answered, provably, that it did not do it. */
export interface CallRefused {
  readonly kind: 'CallRefused'
  readonly code: RefusalCode
  readonly status: number
  /** The provider's own sentence, for staff. */
  readonly message: string
}

export type UnknownReason =
  | { readonly kind: 'TransportFailed'; readonly reason: string }
  | { readonly kind: 'AnswerNotAuthentic'; readonly status: number; readonly refusal: SignatureRefusal }
  | { readonly kind: 'AnswerUnreadable'; readonly status: number }
  /** Authentic and well formed, but about another order or merchant than the one asked for. */
  | { readonly kind: 'AnswerForeign' }
  /** The file is not the one the provider vouched for. */
  | { readonly kind: 'BillDamaged' }
  /** Our own clock is too far from the provider's to sign anything. */
  | { readonly kind: 'ClockSkewed'; readonly skewMs: number }
  | { readonly kind: 'StatusUnlisted'; readonly status: number; readonly code: string }

/** It may have been done or not. Ask; never take it for a failure. */
export interface OutcomeUnknown {
  readonly kind: 'OutcomeUnknown'
  readonly reason: UnknownReason
}

export type CallFailure = CallRefused | OutcomeUnknown

export const unknownOutcome = (reason: UnknownReason): OutcomeUnknown => ({ kind: 'OutcomeUnknown', reason })

/**
 * The same for a charge of a payment code, by the provider's column "payment state": what is not listed leaves it
 * unknown, above all `SYSTEMERROR`, `BANKERROR`, `INVALID_REQUEST` and `TRADE_ERROR`.
 */
const chargeRefusalByWireCode: ReadonlyMap<string, RefusalCode> = new Map([
  ['AUTHCODEEXPIRE', 'CodeExpired'],
  ['AUTH_CODE_ERROR', 'CodeInvalid'],
  ['AUTH_CODE_INVALID', 'CodeInvalid'],
  ['NOTENOUGH', 'BalanceShort'],
  ['NOTSUPORTCARD', 'CardNotSupported'],
  ['BUYER_MISMATCH', 'BuyerMismatch'],
  ['ORDERCLOSED', 'OrderClosed'],
  ['ORDERREVERSED', 'OrderReversed'],
  ['NOAUTH', 'MerchantRefused'],
  ['APPID_NOT_EXIST', 'MerchantRefused'],
  ['MCHID_NOT_EXIST', 'MerchantRefused'],
  ['APPID_MCHID_NOT_MATCH', 'MerchantRefused'],
  ['PARAM_ERROR', 'ParameterRefused'],
  ['LACK_PARAMS', 'ParameterRefused'],
  ['XML_FORMAT_ERROR', 'ParameterRefused'],
  ['REQUIRE_POST_METHOD', 'ParameterRefused'],
  ['NOT_UTF8', 'ParameterRefused'],
  ['SIGNERROR', 'RequestSignatureRefused'],
  ['ORDERPAID', 'OrderPaid'],
  ['OUT_TRADE_NO_USED', 'OrderNumberUsed'],
])

export const chargeRefusalOf = (wireCode: string): RefusalCode | undefined =>
  chargeRefusalByWireCode.get(wireCode)
