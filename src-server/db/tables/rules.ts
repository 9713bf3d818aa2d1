/** The tables of selling rules: what may be sold and how, what was called back, and numbered packs that were sold. */

/** The rules as one JSON document. */
export interface SellingRulesTable {
  readonly store_id: string
  readonly rules: string
  readonly set_ms: number
}

export interface RecallTable {
  readonly store_id: string
  readonly recall_id: string
  readonly recall: string
  /** Batches and serial numbers it lists. */
  readonly numbers: number
  readonly begun_ms: number
  readonly withdrawn_ms: number | null
}

export interface SoldPackTable {
  readonly store_id: string
  readonly gtin_key: number
  readonly serial: string
  readonly sale_id: string
  readonly line_id: string
  readonly sold_ms: number
  readonly returned_ms: number | null
}
