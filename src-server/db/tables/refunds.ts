/** The tables of money that goes back: what a sale gives back, and how it gets to wallet and cards. */

import type { RefundState } from '../../../domain/payment/refund.ts'

/** What an attendant may give back without a manager; no row, nothing. */
export interface RefundPolicyTable {
  readonly store_id: string
  readonly per_refund_minor: number
  readonly per_attendant_minor: number
}

/** Goods on the shelf again, by the refund they came back with; beside the sale's own deltas, never over them. */
export interface StockReturnTable {
  readonly store_id: string
  readonly refund_id: string
  readonly line_id: string
  readonly gtin_key: number
  readonly quantity: number
  readonly at_ms: number
}

/** What a sale gives back, on whose word: its parts stand in `refund`, for the wallet, and in `card_refund`. */
export interface SaleRefundTable {
  readonly store_id: string
  /** The asker's own number. */
  readonly refund_id: string
  /** As the shopper knows it; the wallet's part has the same at the provider. */
  readonly number: string
  readonly sale_id: string
  readonly amount_minor: number
  readonly reason: string
  readonly badge: string
  /** What was brought back, as JSON; `null` for an amount alone. */
  readonly lines: string | null
  readonly created_ms: number
}

/** A share that is on its card again. */
export interface CardRefundTable {
  readonly store_id: string
  readonly refund_id: string
  /** The hold by which it was taken. */
  readonly tender_id: string
  readonly amount_minor: number
}

export interface RefundTable {
  readonly store_id: string
  readonly out_refund_no: string
  readonly payment_id: string
  readonly out_trade_no: string
  readonly amount_minor: number
  readonly reason: string
  readonly request_body: string
  readonly state: RefundState
  readonly polls: number
  readonly due_ms: number | null
  readonly created_ms: number
  /** Money no sale waits for, or the wallet's part of what a sale gives back. */
  readonly kind: 'orphan' | 'sale'
  readonly refusals: number
  /** Refunds of one payment keep a distance from one another: not sent before this. */
  readonly send_from_ms: number
}
