/** The tables of baskets that left a lane unpaid. */

export type SuspendedState = 'open' | 'taken' | 'paid' | 'writtenOff'

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
  readonly ended_ms: number | null
  readonly ended_why: string | null
}

/** What a store lets go unpaid while its server is away; no row, nothing. */
export interface ParkingPolicyTable {
  readonly store_id: string
  readonly per_sale_minor: number
  readonly total_minor: number
}
