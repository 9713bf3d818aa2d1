/** The tables of refunds that attendants give at lanes. */

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
