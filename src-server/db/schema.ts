/**
 * The server's tables as types. Every table carries its store, so that data shard by store. Only what SQLite and
 * PostgreSQL both speak: text and whole numbers, flags as 0 or 1, instants as milliseconds, bodies as JSON text.
 */

import type { Kysely, Transaction } from 'kysely'
import type { Currency } from '../../domain/money.ts'
import type { AttemptMode, AttemptState } from '../../domain/payment/attempt.ts'
import type { PaymentEnding, Wallet } from '../../domain/sale/fact.ts'
import type { CaseReason } from '../payments/person-queue.ts'
import type { ParkingPolicyTable, SuspendedBasketTable } from './schema-baskets.ts'
import type {
  CardRefundTable,
  RefundPolicyTable,
  RefundTable,
  SaleRefundTable,
  StockReturnTable,
} from './schema-refunds.ts'
import type {
  CouponTable,
  CoverTable,
  StoredValueCardTable,
  StoredValueEntryTable,
  TenderHoldTable,
} from './schema-tenders.ts'

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
}

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

export interface Tables {
  readonly store: StoreTable
  readonly lane: LaneTable
  readonly enrolment_code: EnrolmentCodeTable
  readonly staff: StaffTable
  readonly feed: FeedTable
  readonly item: ItemTable
  readonly catalogue_image: CatalogueImageTable
  readonly journal_entry: JournalEntryTable
  readonly lane_head: LaneHeadTable
  readonly quarantine: QuarantineTable
  readonly sale: SaleTable
  readonly sale_line: SaleLineTable
  readonly sale_payment: SalePaymentTable
  readonly stock_delta: StockDeltaTable
  readonly payment_claim: PaymentClaimTable
  readonly payment_order: PaymentOrderTable
  readonly payment_attempt: PaymentAttemptTable
  readonly payment_call: PaymentCallTable
  readonly inbox: InboxTable
  readonly refund: RefundTable
  readonly selling_rules: SellingRulesTable
  readonly recall: RecallTable
  readonly sold_pack: SoldPackTable
  readonly ledger: LedgerTable
  readonly person_queue: PersonQueueTable
  readonly day_match: DayMatchTable
  readonly day_finding: DayFindingTable
  readonly day_report: DayReportTable
  readonly suspended_basket: SuspendedBasketTable
  readonly parking_policy: ParkingPolicyTable
  readonly stored_value_card: StoredValueCardTable
  readonly stored_value_entry: StoredValueEntryTable
  readonly coupon: CouponTable
  readonly tender_hold: TenderHoldTable
  readonly cover: CoverTable
  readonly refund_policy: RefundPolicyTable
  readonly sale_refund: SaleRefundTable
  readonly card_refund: CardRefundTable
  readonly stock_return: StockReturnTable
}

export type Database = Kysely<Tables>
export type Trx = Transaction<Tables>
