/**
 * What a code can turn out to be, with the facts it carries and the rule that decided. Names only: `identify` makes
 * these, the lane and the command line read them.
 */

import type { AssociationRefusal } from './gs1/associations.ts'
import type { IsoDate } from './gs1/dates.ts'
import type { LinkRefusal } from './gs1/digital-link.ts'
import type { CodeWallet } from './payment-codes.ts'
import type { CodeRefusal, Gtin } from './retail-code.ts'
import type { StoreCodeKind } from './store-codes.ts'

/** Application identifiers and their values, as the code has them. */
export type AiValues = Readonly<Record<string, string>>

interface Decided {
  /** The name of the rule that decided. */
  readonly rule: string
  readonly ai?: AiValues | undefined
}

/** What a label says of the very pack it is on. Dates are the last day that is meant. */
export interface PackFacts {
  readonly batch?: string | undefined
  readonly serial?: string | undefined
  readonly bestBefore?: IsoDate | undefined
  readonly sellBy?: IsoDate | undefined
  readonly expiry?: IsoDate | undefined
  /** `15:30`, on the day of expiry. */
  readonly expiryTime?: string | undefined
  readonly productionDate?: IsoDate | undefined
  readonly packDate?: IsoDate | undefined
  readonly count?: number | undefined
  readonly weightGrams?: number | undefined
  /** In minor units of the store's currency, or of `currency` where the label names one. */
  readonly priceMinor?: number | undefined
  /** ISO 4217 numeric. */
  readonly currency?: string | undefined
}

export interface ItemCode extends Decided, PackFacts {
  readonly kind: 'item' | 'weighedLabel' | 'serialisedItem'
  /** Always there but for look-up numbers, which have none. */
  readonly gtin?: Gtin | undefined
  /** A short number that is no GTIN: a produce look-up code or one of the store's own. */
  readonly lookUp?: string | undefined
  /** Produce sold as organic: the look-up code is the plain one with a 9 before it. */
  readonly isOrganic?: boolean | undefined
  /** Prefix and item digits of an in-store number. */
  readonly itemNumber?: string | undefined
  /** Two or five digits beside the EAN-13 of a periodical or a book: its issue, or its price. */
  readonly addOn?: string | undefined
  /** A variable-measure item (GTIN-14 that begins with 9) whose label says no measure. */
  readonly needsMeasure?: boolean | undefined
}

export interface ClaimCode extends Decided {
  readonly kind: StoreCodeKind | 'depositVoucher'
  readonly code: string
  readonly valueMinor?: number | undefined
  readonly expiry?: IsoDate | undefined
}

/** The code is as good as money until used: never to be logged. */
export interface PaymentCode extends Decided {
  readonly kind: 'paymentCode'
  readonly wallet: CodeWallet
  readonly code: string
}

export type IdentifyRefusal =
  | CodeRefusal
  | LinkRefusal
  | AssociationRefusal
  | { readonly kind: 'Empty' | 'TooLong' | 'ControlCharacter' | 'NotPrintable' | 'NotAnAimIdentifier' }
  /** FNC1 marks the data of another standard than GS1's. */
  | { readonly kind: 'NotGs1Data' }
  /** A pallet, a parcel, a document, a place: GS1 data, but nothing a till sells. */
  | { readonly kind: 'NotForATill'; readonly ai: string }
  | { readonly kind: 'WrongVerifier'; readonly expected: string }
  | { readonly kind: 'PriceTooFine' | 'PriceTooLarge'; readonly ai: string }
  /** Looks like a payment code, but no payment waits for one. */
  | { readonly kind: 'NoPaymentWaiting' }
  /** By this code the shopper is paid, not the store. */
  | { readonly kind: 'PayeeCode' }

export interface UnknownCode extends Decided {
  readonly kind: 'unknown'
  readonly refusal: IdentifyRefusal
}

export type Identified = ItemCode | ClaimCode | PaymentCode | UnknownCode
