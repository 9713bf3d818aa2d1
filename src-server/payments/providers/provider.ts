/**
 * A payment provider as the payment machine sees it: orders shown as a QR or charged to a shopper's own code, asked
 * about, ended and refunded. Each real provider has an adapter; the tests' has failure buttons. Implementations must
 * have authenticated whatever they return, and must call an outcome unknown unless the provider provably did or did
 * not do it.
 */

import type { Currency } from '../../../domain/money.ts'
import type { Result } from '../../../domain/result.ts'
import type { PaymentEnding } from '../../../domain/sale/fact.ts'
import type { WalletLanguage } from '../refund-words.ts'

export interface OrderRequest {
  readonly outTradeNo: string
  /** What the shopper reads in the wallet. */
  readonly description: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly payableUntilMs: number
}

export interface RefundOrder {
  readonly outRefundNo: string
  readonly outTradeNo: string
  readonly amountMinor: number
  readonly totalMinor: number
  readonly reason: string
}

/** The provider says that money moved. */
export interface PaidEvidence {
  readonly kind: 'Paid'
  readonly outTradeNo: string
  readonly transactionId: string
  readonly amountMinor: number
  readonly currency: string
  readonly paidAtMs: number
  /** Of the money that moved. `unclear`: some or all of it, and the provider does not say which. */
  readonly givenBack: 'nothing' | 'part' | 'all' | 'unclear'
}

export interface UnpaidEvidence {
  readonly kind: 'Unpaid'
  readonly outTradeNo: string
  /** Closed for good: no money can come any more. */
  readonly isClosed: boolean
  /** The wallet gave up on it; it must still be ended, because the provider keeps it open. */
  readonly hasFailed?: boolean
}

export type OrderEvidence = PaidEvidence | UnpaidEvidence

export interface RefundEvidence {
  readonly outRefundNo: string
  readonly outTradeNo: string
  readonly refundMinor: number
  readonly state: 'processing' | 'success' | 'closed' | 'abnormal'
}

export type ProviderFailure =
  /** It surely was not done. */
  | {
      readonly kind: 'Refused'
      readonly code: string
      /** What the shopper is told of a refused charge: `codeRefused` asks for a fresh code. Left out: `refused`. */
      readonly ending?: Extract<PaymentEnding, 'refused' | 'codeRefused' | 'noFunds'>
    }
  | { readonly kind: 'NotFound' }
  /** Not done, because the order is paid, used or closed already: ask what is. */
  | { readonly kind: 'Settled' }
  /** Done or not: ask again, never take it for a failure. */
  | { readonly kind: 'Unknown'; readonly reason: string }

export type Notice =
  | { readonly kind: 'order'; readonly id: string; readonly evidence: OrderEvidence }
  | { readonly kind: 'refund'; readonly id: string; readonly evidence: RefundEvidence }

export interface SignedMessage {
  readonly headers: Readonly<Record<string, string>>
  /** The bytes as received, as text. */
  readonly body: string
}

/** What a shopper held up: a bearer secret. It is never logged, never at rest, and dropped after its one use. */
export interface PayerCredential {
  readonly kind: 'code' | 'face'
  readonly value: string
  /** Whom a face terminal recognised, for providers that ask for it. */
  readonly holder?: string | undefined
}

/** Whether the provider ended it, or wants to be asked again: `done` still needs a confirming query. */
export type Reversal = 'done' | 'askAgain'

/** Charging a shopper's own code, where the provider can. */
export interface CodePayments {
  /** What to keep on disk before the one send: everything but the credential. */
  codeBody(order: OrderRequest): string
  /**
   * Sent once and never again; after anything but a sure answer, ask. `Unpaid` means the shopper is asked to confirm.
   */
  charge(body: string, credential: PayerCredential): Promise<Result<OrderEvidence, ProviderFailure>>
  /** Ends an unpaid order for good and returns the money of a paid one. */
  reverse(outTradeNo: string): Promise<Result<Reversal, ProviderFailure>>
  /** A reversal is not heard earlier than this after the charge. */
  readonly reverseAfterMs: number
  /** Nor later than this. */
  readonly reversibleForMs: number
  /** Between two questions while the shopper confirms. */
  readonly pollMs: number
  /** How long the shopper may take to confirm. */
  readonly confirmForMs: number
}

export type BillKind = 'trade' | 'funds'

/** The provider's own account of a day, where it gives one. */
export interface Bills {
  /** The file as the provider wrote it, unpacked and checked; `NotFound` while it is not made yet. */
  fetchBill(day: string, kind: BillKind): Promise<Result<Uint8Array, ProviderFailure>>
}

/** What a face terminal says of itself; its own SDK wrote `rawData`. */
export interface FaceTerminal {
  readonly storeName: string
  readonly deviceId: string
  readonly rawData: string
}

/** The payment somebody is to look into the camera for. */
export interface FaceOrder {
  readonly outTradeNo: string
  readonly amountMinor: number
}

export interface OpenedTerminal {
  /** What the terminal shows its provider; worth nothing without a face. */
  readonly authority: string
  /** What its SDK is told beside that, by the SDK's own names. */
  readonly terms: Readonly<Record<string, string>>
}

/** Terminals that recognise faces, where the provider lends them its authority. Opening one moves no money. */
export interface FaceTerminals {
  openTerminal(terminal: FaceTerminal, order: FaceOrder): Promise<Result<OpenedTerminal, ProviderFailure>>
}

export interface PaymentProvider {
  /** The one currency it moves; left out, it takes the store's. */
  readonly currency?: Currency
  /** What its wallet's owners read: names of orders, and why money came back. */
  readonly language: WalletLanguage
  readonly byCode?: CodePayments
  readonly faces?: FaceTerminals
  readonly bills?: Bills
  /** The exact bytes to keep and to send; made once for an order. */
  orderBody(order: OrderRequest): string
  refundBody(refund: RefundOrder): string
  /** Repeatable with the same bytes. */
  create(body: string): Promise<Result<{ readonly codeUrl: string }, ProviderFailure>>
  query(outTradeNo: string): Promise<Result<OrderEvidence, ProviderFailure>>
  /**
   * Ends an unpaid QR order, and never returns the money of a paid one: that would be `Settled`, and is asked about.
   * `NotFound` where there is nothing to end. What the order is afterwards, only `query` tells.
   */
  close(outTradeNo: string): Promise<Result<undefined, ProviderFailure>>
  /** Repeatable with the same bytes. */
  refund(outRefundNo: string, body: string): Promise<Result<RefundEvidence, ProviderFailure>>
  queryRefund(outRefundNo: string, outTradeNo: string): Promise<Result<RefundEvidence, ProviderFailure>>
  /** A notification, once its signature fits and it is about our own merchant. */
  readNotice(message: SignedMessage): Result<Notice, { readonly kind: string }>
  /** What a notification that was heard is answered with, as plain text. Left out: 204 and nothing. */
  readonly noticeThanks?: string
}
