/**
 * What a lane knows: the open sale with its basket and payment, the receipt on show, who stands at it.
 * This is the whole state that facts fold into; nothing in it comes from anywhere else.
 */

import type { Basket } from '../basket.ts'
import type { Language } from '../item.ts'
import type { Currency } from '../money.ts'
import type { FactOf, HelpAbout, LeaveReason, PaymentEnding, Wallet } from './fact.ts'
import type { SoldPack } from './sold-packs.ts'

/** One attempt to be paid. It ends only by the server's word: money, or surely none. */
export interface Payment {
  readonly paymentId: string
  readonly wallet: Wallet
  readonly amountMinor: number
  readonly requestedAtMs: number
  readonly stage: PaymentStage
}

export type PaymentStage =
  | { readonly kind: 'requested' }
  | {
      readonly kind: 'offered'
      readonly codeUrl: string
      readonly expiresAtMs: number
      readonly payableUntilMs: number
    }
  /** The lane has stopped waiting and asks whether money moved. Nobody may pay again meanwhile. */
  | { readonly kind: 'leaving'; readonly why: LeaveReason; readonly sinceMs: number }

/** An item that waits for its weight: all of its line but that. */
export type Weighing = Omit<FactOf<'ItemScanned'>, 'kind'>

export interface Sale {
  readonly saleId: string
  readonly currency: Currency
  readonly startedAtMs: number
  readonly basket: Basket
  readonly weighing: Weighing | undefined
  /** The age an attendant has seen proof of; 0 when nobody looked. */
  readonly approvedAge: number
  readonly payment: Payment | undefined
  /** Why the last attempt to pay brought nothing, until the shopper goes on. */
  readonly notPaid: PaymentEnding | undefined
}

/** A paid sale, shown until the shopper leaves. */
export interface PaidSale {
  readonly saleId: string
  readonly currency: Currency
  readonly basket: Basket
  readonly wallet: Wallet
  readonly amountMinor: number
  readonly transactionId: string
  readonly paidAtMs: number
  readonly receiptNumber: number
  readonly receiptToken: string
  readonly print: 'waiting' | 'printed' | 'failed'
}

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

export const initialState = (language: Language): LaneState => ({
  epoch: 0,
  language,
  sale: undefined,
  paid: undefined,
  attendant: { kind: 'none' },
  pinTries: [],
  helpSinceMs: undefined,
  helpAbout: undefined,
  receiptsIssued: 0,
  scansRefused: 0,
  soldPacks: [],
})

/** The sale that a fact about to be recorded belongs to; `null` between sales. */
export const saleIdOf = (state: LaneState): string | null => state.sale?.saleId ?? state.paid?.saleId ?? null
