/**
 * The tables of what lanes uploaded: their journals as they came, and the sales and stock moves that follow from them.
 */

import type { Currency } from '../../../domain/money.ts'
import type { Wallet } from '../../../domain/sale/fact.ts'

export interface JournalEntryTable {
  readonly store_id: string
  readonly lane_id: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
  readonly sale_id: string | null
  readonly fact_kind: string | null
  readonly entry: string
  readonly received_ms: number
}

export interface LaneHeadTable {
  readonly store_id: string
  readonly lane_id: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
  readonly heard_ms: number
}

export interface QuarantineTable {
  readonly store_id: string
  readonly lane_id: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
  readonly reason: string
  readonly sale_id: string | null
  readonly entry: string
  readonly at_ms: number
}

export interface SaleTable {
  readonly store_id: string
  readonly sale_id: string
  readonly lane_id: string
  readonly epoch: number
  /** Where in the lane's journal the sale stands: from `SaleStarted` to `SalePaid`. */
  readonly first_seq: number
  readonly paid_seq: number
  readonly payment_id: string
  readonly receipt_number: number
  readonly receipt_token: string
  readonly currency: Currency
  readonly pieces: number
  readonly total_minor: number
  readonly tax_minor: number
  readonly paid_at_ms: number
  readonly received_ms: number
}

export interface SaleLineTable {
  readonly store_id: string
  readonly sale_id: string
  readonly line_id: string
  readonly position: number
  readonly gtin_key: number
  readonly quantity: number
  readonly unit_minor: number
  readonly total_minor: number
  readonly saved_minor: number
  readonly tax_basis_points: number
  readonly override_reason: string | null
  readonly override_badge: string | null
}

export interface SalePaymentTable {
  readonly store_id: string
  readonly payment_id: string
  readonly sale_id: string
  readonly wallet: Wallet
  readonly amount_minor: number
  readonly transaction_id: string
  readonly paid_at_ms: number
}

/** Stock moves by what is added here, never by overwriting: sales of many lanes commute. */
export interface StockDeltaTable {
  readonly store_id: string
  readonly sale_id: string
  readonly line_id: string
  readonly gtin_key: number
  readonly quantity: number
  readonly at_ms: number
}
