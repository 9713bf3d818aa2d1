/**
 * The tables of payments: who claimed one, its attempts, what was said to providers and heard of them, and the books.
 */

import type { Currency } from '../../../domain/money.ts'
import type { AttemptMode, AttemptState } from '../../../domain/payment/attempt.ts'
import type { PaymentEnding, Wallet } from '../../../domain/sale/fact.ts'
import type { CaseReason } from '../../payments/person-queue.ts'
import type { Flag } from './store.ts'

/** Who came first under a payment's identity: its request, or its cancelling. */
export interface PaymentClaimTable {
  readonly store_id: string
  readonly payment_id: string
  readonly lane_id: string
  readonly claimed_as: 'attempt' | 'cover' | 'cancelled'
}

/** What a sale still waits for. */
export interface PaymentOrderTable {
  readonly store_id: string
  readonly sale_id: string
  readonly lane_id: string
  readonly paid_by: string | null
}

export interface PaymentAttemptTable {
  readonly store_id: string
  readonly payment_id: string
  readonly lane_id: string
  readonly sale_id: string
  readonly wallet: Wallet
  readonly amount_minor: number
  readonly currency: Currency
  readonly out_trade_no: string
  /** The exact bytes of the order, on disk before the first is sent. */
  readonly request_body: string
  readonly state: AttemptState
  readonly ending: PaymentEnding | null
  readonly code_url: string | null
  readonly payable_until_ms: number
  readonly transaction_id: string | null
  readonly paid_at_ms: number | null
  readonly sends: number
  readonly polls: number
  /** When the sweeper looks again; `null` when there is nothing left to ask. */
  readonly due_ms: number | null
  readonly created_ms: number
  readonly mode: AttemptMode
  readonly was_refused: Flag
  readonly reverses: number
  readonly sent_ms: number | null
  readonly unwinding_since_ms: number | null
  readonly unwound_ms: number | null
  /** Of a charged code only this is kept: a keyed hash, and its last digits for a person to compare. */
  readonly credential_hmac: string | null
  readonly credential_tail: string | null
}

export interface PaymentCallTable {
  readonly call_id: string
  readonly store_id: string
  readonly out_trade_no: string
  readonly kind: string
  readonly sent_ms: number
  readonly done_ms: number | null
  readonly verdict: string | null
  /** What was understood of the answer, as JSON, without what could be paid with. */
  readonly answer: string | null
  /** What went over the wire, likewise. */
  readonly raw: string | null
}

export interface InboxTable {
  readonly notify_id: string
  readonly body_sha256: string
  readonly received_ms: number
}

/** Double entry: the amounts of one entry sum to nothing. Rows are added and never changed. */
export interface LedgerTable {
  readonly store_id: string
  readonly entry_id: string
  readonly account: string
  readonly amount_minor: number
  readonly currency: Currency
  readonly at_ms: number
}

/** What only a person can finish. */
export interface PersonQueueTable {
  readonly store_id: string
  /** The number at the provider. */
  readonly number: string
  readonly about: 'payment' | 'refund'
  readonly why: CaseReason
  readonly since_ms: number
  readonly settled_ms: number | null
  readonly settled_by: string | null
  /** What the person who settled it says. */
  readonly note: string | null
  /** A mark of what was said, where a number may be called for more than once. */
  readonly evidence: string | null
}
