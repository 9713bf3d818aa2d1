/** The tables of stored value and coupons. A code is kept only as its hash and its last four signs. */

import type { Currency } from '../../../domain/money.ts'
import type { TenderKind } from '../../../domain/sale/tenders.ts'

export interface StoredValueCardTable {
  readonly store_id: string
  /** The hash of its code. */
  readonly card_id: string
  readonly code_tail: string
  readonly issued_ms: number
}

/** One side of a movement; both sides of one `entry_id` sum to nothing. Rows are only ever added. */
export interface StoredValueEntryTable {
  readonly store_id: string
  readonly entry_id: string
  readonly account: string
  readonly amount_minor: number
  readonly at_ms: number
}

export interface CouponTable {
  readonly store_id: string
  /** The hash of its code. */
  readonly coupon_id: string
  readonly code_tail: string
  readonly amount_minor: number
  /** The smallest basket it is good for. */
  readonly minimum_minor: number
  readonly expires_ms: number
  /** The tender that has it: one at most over all lanes, and for ever once that is captured. */
  readonly held_by: string | null
}

export type HoldState = 'held' | 'captured' | 'released'

/** An amount kept for a sale. Without a sale it was released before it was heard of, and holds nothing. */
export interface TenderHoldTable {
  readonly store_id: string
  readonly tender_id: string
  readonly lane_id: string
  readonly sale_id: string | null
  readonly tender: TenderKind | null
  readonly source_id: string | null
  readonly code_tail: string
  readonly amount_minor: number
  readonly state: HoldState
  /** Counts the sale's holds: they are undone in reverse. */
  readonly position: number
  readonly expires_ms: number
}

/** A sale that was paid with what cards and coupons held, and no wallet. */
export interface CoverTable {
  readonly store_id: string
  readonly payment_id: string
  readonly lane_id: string
  readonly sale_id: string
  readonly amount_minor: number
  readonly currency: Currency
  /** By which the shopper may ask for it, as for a wallet's payment. */
  readonly number: string
  readonly paid_at_ms: number
}
