/** The tables of ended days: what agreed with the providers' bills, what did not, and the reports that were signed. */

import type { Wallet } from '../../../domain/sale/fact.ts'

/** A payment's or refund's number that agreed with the provider's bill of a day. */
export interface DayMatchTable {
  readonly provider: Wallet
  readonly number: string
  readonly day: string
}

/** `cleared`: a later bill or answer settled it; `resolved`: a person did. */
export type FindingState = 'open' | 'done' | 'cleared' | 'resolved'

export interface DayFindingTable {
  readonly day: string
  readonly finding_key: string
  readonly provider: Wallet
  readonly kind: string
  /** The finding as JSON. */
  readonly facts: string
  readonly state: FindingState
  /** What the server did about it by itself. */
  readonly result: string | null
  readonly reason: string | null
  readonly badge: string | null
  readonly found_ms: number
  readonly ended_ms: number | null
}

/** Every version of every day's report, each bound to the one before by its hash. */
export interface DayReportTable {
  readonly seq: number
  readonly day: string
  readonly content: string
  readonly made_ms: number
  readonly previous: string
  readonly hash: string
}
