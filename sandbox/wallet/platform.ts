/**
 * What a shopper's wallet may ask of a payment platform, whichever it is: open a scanned code, confirm, reject, see
 * what waits. Every refusal has a name, so that the page can say it in the shopper's words. Money moves only in
 * `confirm`.
 */

import type { Result } from '../../domain/result.ts'
import type { ConfirmRefusal, Provider } from './shoppers.ts'

export type WalletRefusal =
  /** Not a payment code of this platform, or one that a newer code has replaced. */
  | { readonly kind: 'CodeUnknown' }
  | { readonly kind: 'CodeExpired' }
  | { readonly kind: 'OrderExpired' }
  | { readonly kind: 'OrderClosed' }
  | { readonly kind: 'OrderPaid' }
  | { readonly kind: 'OrderOfAnotherPayer' }
  | { readonly kind: 'OrderUnknown' }
  | ConfirmRefusal

/** A person before the camera of a merchant's terminal, as the terminal tells its platform. */
export interface FaceLook {
  readonly user: string
  /** What the platform lent the terminal, and what the merchant told it beside. */
  readonly authority: string
  readonly terms: Readonly<Record<string, string>>
}

export interface SeenFace {
  /** To be charged like a payment code, within its minute. */
  readonly token: string
  /** Who it is, for platforms that want to be told again. */
  readonly holder?: string
}

export type LookRefusal =
  /** Nobody opened this terminal, or its hour is over. */
  | { readonly kind: 'AuthorityUnknown' }
  /** The terminal belongs to another merchant, or was not told what it has to know. */
  | { readonly kind: 'TermsRefused' }

/** What the shopper sees before confirming. */
export interface PaymentSheet {
  readonly provider: Provider
  readonly out_trade_no: string
  readonly merchant: string
  readonly description: string
  readonly amount: number
  readonly currency: 'CNY'
}

export interface PaymentReceipt extends PaymentSheet {
  readonly transaction_id: string
  readonly paid_at_ms: number
}

export interface OpenOrder extends PaymentSheet {
  readonly qr: string
}

/** Asked once the order is known to be payable; a refusal leaves the order as it was. */
export type MayPay = (amountFen: number) => WalletRefusal | undefined

export interface WalletPlatform {
  readonly provider: Provider
  /** Whether a scanned code is one of this platform, by its form alone. */
  readonly isCode: (qr: string) => boolean
  readonly scan: (qr: string, payer: string | undefined) => Result<PaymentSheet, WalletRefusal>
  /** Pays once. The same payer confirming again (a second tap, a lost answer) gets the same receipt. */
  readonly confirm: (
    payer: string,
    outTradeNo: string,
    mayPay: MayPay,
  ) => Result<PaymentReceipt, WalletRefusal>
  readonly reject: (payer: string, outTradeNo: string) => Result<PaymentSheet, WalletRefusal>
  /** The shopper puts the phone away without an answer. */
  readonly abandon: (payer: string, outTradeNo: string) => Result<PaymentSheet, WalletRefusal>
  /** Codes that are on a screen right now, for a wallet without a camera. */
  readonly nearby: (payer: string | undefined) => readonly OpenOrder[]
  /** Makes a token of a face, for a terminal that was opened. */
  readonly see: (look: FaceLook) => Result<SeenFace, LookRefusal>
  /** Payments by this payer's own code that wait for a password. */
  readonly asked: (payer: string) => readonly PaymentSheet[]
}
