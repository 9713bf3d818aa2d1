/** The tables of a store: its lanes, their enrolment, its staff, and the catalogue that lanes copy. */

import type { Currency } from '../../../domain/money.ts'

export type Flag = 0 | 1

export interface StoreTable {
  readonly store_id: string
  readonly name_zh: string
  readonly name_en: string
  readonly address: string
  readonly tax_number: string
  readonly currency: Currency
  /** Set when the first filling was finished; a half-filled store is filled again. */
  readonly seeded_ms: number | null
}

export interface LaneTable {
  readonly lane_id: string
  readonly store_id: string
  readonly lane_name: string
  /** Counts enrolments; 0 before the first. */
  readonly epoch: number
  readonly public_key: string | null
  readonly revoked_ms: number | null
}

export interface EnrolmentCodeTable {
  readonly code_hash: string
  readonly store_id: string
  readonly lane_id: string
  readonly expires_ms: number
  readonly used_ms: number | null
  readonly used_key: string | null
}

export interface StaffTable {
  readonly store_id: string
  readonly badge: string
  readonly name: string
  readonly pin_salt: string
  readonly pin_hash: string
}

/** The catalogue's counter: the row every catalogue transaction takes last. */
export interface FeedTable {
  readonly store_id: string
  readonly epoch: string
  readonly head: number
  readonly floor: number
  readonly items: number
}

export interface ItemTable {
  readonly store_id: string
  readonly gtin_key: number
  /** The item as JSON; of a deleted one, as it last was. */
  readonly packed: string
  readonly aliases: string
  readonly stock: number
  readonly version: number
  readonly deleted: Flag
}

export interface CatalogueImageTable {
  readonly store_id: string
  readonly epoch: string
  readonly version: number
  readonly bytes: number
  readonly sha256: string
  readonly file: string
}
