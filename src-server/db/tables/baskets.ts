/** The tables of baskets that left a lane unpaid. */

/**
 * `granted`: a lane was given it, and its journal has not told yet whether it took it over. `taken`: it did.
 * `movedOn`: it was handed over again, under another code.
 */
export type SuspendedState = 'open' | 'granted' | 'taken' | 'movedOn' | 'paid' | 'writtenOff'

/** A basket that left a lane unpaid; where it stands in that lane's journal, and who has it now. */
export interface SuspendedBasketTable {
  readonly store_id: string
  readonly code: string
  readonly lane_id: string
  readonly epoch: number
  readonly seq: number
  readonly sale_id: string
  /** The goods left too. */
  readonly is_parked: 0 | 1
  /** The attendant who let them go. */
  readonly badge: string | null
  readonly amount_minor: number
  readonly left_ms: number
  readonly state: SuspendedState
  readonly taken_lane_id: string | null
  readonly taken_sale_id: string | null
  /** Where that lane's journal ended as it asked. */
  readonly granted_epoch: number | null
  readonly granted_seq: number | null
  readonly ended_ms: number | null
  readonly ended_why: string | null
}

/** What a store lets go unpaid while its server is away; no row, nothing. */
export interface ParkingPolicyTable {
  readonly store_id: string
  readonly per_sale_minor: number
  readonly total_minor: number
}
