/**
 * What a lane knows: the open sale with its basket and payment, the receipt on show, who stands at it.
 * This is the whole state that facts fold into; nothing in it comes from anywhere else.
 */

import type { Basket } from '../basket.ts'
import type { Language } from '../item.ts'
import type { Currency } from '../money.ts'
import type {
  FactOf,
  HelpAbout,
  LeaveReason,
  PaymentAwaits,
  PaymentEnding,
  PaymentMethod,
  RefundFailure,
  Wallet,
} from './fact.ts'
import type { SoldPack } from './sold-packs.ts'
import type { HeldTender } from './tenders.ts'

interface PaymentBasis {
  readonly paymentId: string
  /** The wallet's part. */
  readonly amountMinor: number
  readonly requestedAtMs: number
  /** Its number at the provider, once the server told. */
  readonly reference: string | undefined
  readonly stage: PaymentStage
}

interface WalletPayment extends PaymentBasis {
  readonly wallet: Wallet
  readonly method: PaymentMethod
}

/** Cards and coupons pay for all of it: nobody shows a code, the server takes what it holds. */
interface CoveringPayment extends PaymentBasis {
  readonly wallet: undefined
  readonly method: 'cover'
}

/** One attempt to be paid. It ends only by the server's word: money, or surely none. */
export type Payment = WalletPayment | CoveringPayment

export type PaymentStage =
  | { readonly kind: 'requested' }
  | {
      readonly kind: 'offered'
      readonly codeUrl: string
      readonly expiresAtMs: number
      readonly payableUntilMs: number
    }
  /** Begun, and nothing to scan: the shopper enters a password, or the provider has not made itself clear. */
  | {
      readonly kind: 'confirming'
      readonly awaits: PaymentAwaits
      readonly sinceMs: number
      readonly untilMs: number
    }
  /** The lane has stopped waiting and asks whether money moved. Nobody may pay again meanwhile. */
  | { readonly kind: 'leaving'; readonly why: LeaveReason; readonly sinceMs: number }

/** An item that waits for its weight: all of its line but that. */
export type Weighing = Omit<FactOf<'ItemScanned'>, 'kind'>

/** How an attempt ended that brought nothing. */
export interface NotPaid {
  readonly method: Payment['method']
  readonly ending: PaymentEnding
  readonly reference: string | undefined
  /** Money had moved, and is on its way back. */
  readonly isReturning: boolean
}

/** The shopper is choosing how to pay; nothing is scanned into the basket meanwhile. */
export interface Tender {
  /** Why the last attempt brought nothing, if there was one. */
  readonly notPaid: NotPaid | undefined
  /** The shopper's own code or face is to be charged next; one that was shown before is gone with a crash. */
  readonly expects: Exclude<PaymentMethod, 'qr'> | undefined
}

export interface Sale {
  readonly saleId: string
  readonly currency: Currency
  readonly startedAtMs: number
  readonly basket: Basket
  readonly weighing: Weighing | undefined
  /** The age an attendant has seen proof of; 0 when nobody looked. */
  readonly approvedAge: number
  readonly tender: Tender | undefined
  /** What other tenders hold for it, in the order it was held. */
  readonly tenders: readonly HeldTender[]
  readonly payment: Payment | undefined
  /** The suspended basket its lines came from, where they did. */
  readonly takenOver: { readonly code: string; readonly isParked: boolean } | undefined
}

/** A paid sale, shown until the shopper leaves. */
export interface PaidSale {
  readonly saleId: string
  readonly currency: Currency
  readonly basket: Basket
  /** `undefined` where the tenders cover it all. */
  readonly wallet: Wallet | undefined
  /** The wallet's part: all that the tenders do not cover. */
  readonly amountMinor: number
  readonly tenders: readonly HeldTender[]
  /** At the wallet's provider; the server's own where it took cards and coupons alone. */
  readonly transactionId: string
  readonly paidAtMs: number
  readonly receiptNumber: number
  readonly receiptToken: string
  readonly print: 'waiting' | 'printed' | 'failed'
}

/** A basket that left unpaid, shown with its code until the shopper goes. */
export interface HandedOver {
  readonly saleId: string
  readonly currency: Currency
  readonly basket: Basket
  readonly code: string
  readonly amountMinor: number
  readonly isParked: boolean
  readonly atMs: number
  readonly print: 'waiting' | 'printed' | 'failed'
}

/** Goods that left unpaid and are not settled yet. */
export interface ParkedSale {
  readonly saleId: string
  readonly amountMinor: number
}

/** A refund asked for here. Until it is accepted or refused, the lane asks on. */
export interface LaneRefund extends Omit<FactOf<'RefundRequested'>, 'kind'> {
  readonly atMs: number
  /** Its number at the provider, once the server owes it. */
  readonly reference: string | undefined
  readonly stage: 'requested' | 'accepted' | 'settled' | RefundFailure
}

/** Refunds a lane remembers, oldest first; ended ones make way. */
export const refundsKeptMax = 20

/** Whether the server still has something to say about it. */
export const isOpenRefund = ({ stage }: LaneRefund): boolean => stage === 'requested' || stage === 'accepted'

/** Money that came too late for a sale of this lane and goes back by itself. */
export interface Orphan extends Omit<FactOf<'OrphanReported'>, 'kind'> {
  /** When the lane first heard of it. */
  readonly atMs: number
}

/** Orphans a lane remembers, oldest first; the oldest make way. */
export const orphansKeptMax = 8

export type Attendant =
  | { readonly kind: 'none' }
  | { readonly kind: 'badgeRead'; readonly badge: string }
  | { readonly kind: 'signedIn'; readonly badge: string; readonly name: string }

/** PIN tries since the last success, of one badge. */
export interface PinTries {
  readonly badge: string
  readonly tries: number
  readonly lastAtMs: number
}

export interface LaneState {
  readonly epoch: number
  readonly language: Language
  readonly sale: Sale | undefined
  readonly paid: PaidSale | undefined
  readonly handedOver: HandedOver | undefined
  readonly parked: readonly ParkedSale[]
  readonly refunds: readonly LaneRefund[]
  readonly orphans: readonly Orphan[]
  readonly attendant: Attendant
  readonly pinTries: readonly PinTries[]
  readonly helpSinceMs: number | undefined
  /** Why the lane itself called; `undefined` where a person did, or nobody is called. */
  readonly helpAbout: HelpAbout | undefined
  readonly receiptsIssued: number
  readonly scansRefused: number
  /** Numbered packs sold here last, oldest first. */
  readonly soldPacks: readonly SoldPack[]
}

export const withSale = (state: LaneState, sale: Sale): LaneState => ({ ...state, sale })

export const initialState = (language: Language): LaneState => ({
  epoch: 0,
  language,
  sale: undefined,
  paid: undefined,
  handedOver: undefined,
  parked: [],
  refunds: [],
  orphans: [],
  attendant: { kind: 'none' },
  pinTries: [],
  helpSinceMs: undefined,
  helpAbout: undefined,
  receiptsIssued: 0,
  scansRefused: 0,
  soldPacks: [],
})

/** More unpaid baskets than any store lets go; a bound for the state. */
export const parkedMax = 200

/** The sale that facts may change: open, and no payment under way. */
export const openSale = ({ sale }: LaneState): Sale | undefined =>
  sale !== undefined && sale.payment === undefined ? sale : undefined

/** The open sale whose lines facts may change: what is held for it was held for these lines. */
export const freeSale = (state: LaneState): Sale | undefined => {
  const sale = openSale(state)
  return sale?.tenders.length === 0 ? sale : undefined
}

/** Whether what is read before the scanner may be the shopper's payment code. */
export const isPaying = ({ sale }: LaneState): boolean =>
  sale?.payment !== undefined || sale?.tender !== undefined

export const noHelp = { helpSinceMs: undefined, helpAbout: undefined } as const

/** The call is answered with what it was for; a pack that was called back still waits for an attendant's hand. */
export const helpDone = ({ helpAbout }: LaneState) => (helpAbout ? {} : noHelp)

/** Between shoppers: no sale, no receipt, no code on show, and no call but for a pack that was called back. */
export const cleared = (state: LaneState): LaneState => ({
  ...state,
  ...helpDone(state),
  sale: undefined,
  paid: undefined,
  handedOver: undefined,
})

/** Nobody's goods and nothing on show: the state is small and whole, the moment for a checkpoint. */
export const isResting = ({ sale, paid, handedOver }: LaneState): boolean =>
  (sale ?? paid ?? handedOver) === undefined

/** The sale that a fact about to be recorded belongs to; `null` between sales. */
export const saleIdOf = (state: LaneState): string | null =>
  state.sale?.saleId ?? state.paid?.saleId ?? state.handedOver?.saleId ?? null
