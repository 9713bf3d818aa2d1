/**
 * Why a lane says no, as values. Each has a sentence in both languages on the screen; staff see the name too.
 */

import type { Item } from '../item.ts'
import type { Hours } from '../rules/permits.ts'
import type { HelpAbout, ScanRefusalKind } from './fact.ts'

type Telling = 'Recalled' | 'QuantityLimited' | 'NotAtThisHour'

export type Refusal =
  | { readonly kind: Exclude<ScanRefusalKind, Telling> }
  /** The pack was called back by its maker or the store: staff take it. */
  | { readonly kind: 'Recalled' | 'RecalledInBasket'; readonly about: HelpAbout }
  /** The store sells no more of it in one sale. */
  | { readonly kind: 'QuantityLimited'; readonly max: number; readonly names: Item['names'] }
  | { readonly kind: 'NotAtThisHour'; readonly hours: Hours; readonly names: Item['names'] }
  | { readonly kind: 'NoSale' }
  | { readonly kind: 'NoSuchLine' }
  | { readonly kind: 'QuantityOutOfRange'; readonly max: number }
  /** A pack that was weighed, priced or numbered by itself is one pack. */
  | { readonly kind: 'FixedQuantity' }
  /** An item waits for its weight; it comes first, or is left. */
  | { readonly kind: 'WeighingInProgress' }
  | { readonly kind: 'NoWeighing' }
  /** The load moved, changed since it was shown, or is still the last one. */
  | { readonly kind: 'WeightNotSteady' }
  | { readonly kind: 'WeightOutOfRange' }
  | { readonly kind: 'ScaleLost' }
  | { readonly kind: 'BasketFull'; readonly max: number }
  | { readonly kind: 'NothingToPay' }
  | { readonly kind: 'NeedsAttendant'; readonly minimumAge: number }
  | { readonly kind: 'PaymentInProgress' }
  | { readonly kind: 'NoPayment' }
  /** A payment code before the shopper asked to pay. */
  | { readonly kind: 'PayFirst' }
  /** A payment code of a wallet, or of a country, that the store does not take. */
  | { readonly kind: 'WalletNotTaken' }
  /** By the code that was shown the shopper is paid, not the store. */
  | { readonly kind: 'PayeeCode' }
  /** Neither a payment code nor an item. */
  | { readonly kind: 'NotAPaymentCode' }
  /** One attempt at a time: the one under way is not over. */
  | { readonly kind: 'StillChecking' }
  /** Each payment code is good for one attempt. */
  | { readonly kind: 'CodeUsed' }
  /** The server does not answer, so nobody could say whether a payment happened. */
  | { readonly kind: 'NoConnection' }
  | { readonly kind: 'AmountDiffers' }
  | { readonly kind: 'NotSignedIn' }
  | { readonly kind: 'WrongPin'; readonly triesLeft: number }
  | { readonly kind: 'PinLocked'; readonly untilMs: number }
  | { readonly kind: 'PriceOutOfRange' }
  | { readonly kind: 'NothingToApprove' }
  | { readonly kind: 'SaleNotFinished' }
  | { readonly kind: 'NoMoreTime' }
  /** A basket whose goods are gone is paid for as it is. */
  | { readonly kind: 'BasketFixed' }
  | { readonly kind: 'BasketNotEmpty' }
  /** No such basket, or its lane has not told the server of it yet. */
  | { readonly kind: 'BasketUnknown' }
  /** The server that keeps handed-over baskets does not answer. */
  | { readonly kind: 'BasketOutOfReach' }
  /** Another lane has it, or it is paid for. */
  | { readonly kind: 'BasketTaken' }
  | { readonly kind: 'ParkingNotAllowed' }
  | { readonly kind: 'ParkingNotNeeded' }
  | { readonly kind: 'ParkingTooLarge' }
  | { readonly kind: 'ParkingFull' }
  /** No paid sale of this store has such a receipt, or its lane has not told the server of it yet. */
  | { readonly kind: 'ReceiptUnknown' }
  /** All of this sale, or all that was paid for it, went back before. */
  | { readonly kind: 'RefundedAlready' }
  | { readonly kind: 'NothingToRefund' }
  | { readonly kind: 'RefundLinesDiffer' }
  | { readonly kind: 'RefundExceedsPaid' }
  | { readonly kind: 'RefundsNotAllowed' }
  /** Above what an attendant may give back: the manager may. */
  | { readonly kind: 'RefundTooLarge' }
  /** Nothing is given back while nobody could say what was. */
  | { readonly kind: 'RefundOutOfReach' }
  /** One of this sale is not answered yet, or too many are not. */
  | { readonly kind: 'RefundWaits' }
  | { readonly kind: 'SlipNotPrinted' }
  /** A card or coupon is held for these lines: it is given back first. */
  | { readonly kind: 'TendersHeld' }
  /** The basket left unpaid: cards and coupons are back with their owner, to be shown again where it is paid for. */
  | { readonly kind: 'TendersReturned' }
  | { readonly kind: 'TendersFull' }
  | { readonly kind: 'TenderUnknown' }
  | { readonly kind: 'CardEmpty' }
  | { readonly kind: 'CouponUsed' }
  | { readonly kind: 'CouponExpired' }
  /** The coupon is good for larger baskets. */
  | { readonly kind: 'BasketTooSmall' }
  /** Cards and coupons cover all of it: no other is needed, nor a wallet. */
  | { readonly kind: 'CoveredAlready' }
  /** Cards and coupons do not cover all of it any more. */
  | { readonly kind: 'NotCovered' }
  /** The server that holds cards and coupons does not answer. */
  | { readonly kind: 'TenderOutOfReach' }
  /** It has been asked, and takes its time. */
  | { readonly kind: 'TenderAsked' }
  | { readonly kind: 'BasketAsked' }
  | { readonly kind: 'OutOfService' }
  | { readonly kind: 'Malformed' }

export type RefusalKind = Refusal['kind']
