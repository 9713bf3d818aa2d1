/**
 * The server's tables as types. Every table carries its store, so that data shard by store. Only what SQLite and
 * PostgreSQL both speak: text and whole numbers, flags as 0 or 1, instants as milliseconds, bodies as JSON text.
 */

import type { Kysely, Transaction } from 'kysely'
import type { ParkingPolicyTable, SuspendedBasketTable } from './tables/baskets.ts'
import type { DayFindingTable, DayMatchTable, DayReportTable } from './tables/day-end.ts'
import type {
  JournalEntryTable,
  LaneHeadTable,
  QuarantineTable,
  SaleLineTable,
  SalePaymentTable,
  SaleTable,
  StockDeltaTable,
} from './tables/journal.ts'
import type {
  InboxTable,
  LedgerTable,
  PaymentAttemptTable,
  PaymentCallTable,
  PaymentClaimTable,
  PaymentOrderTable,
  PersonQueueTable,
} from './tables/payments.ts'
import type {
  CardRefundTable,
  RefundPolicyTable,
  RefundTable,
  SaleRefundTable,
  StockReturnTable,
} from './tables/refunds.ts'
import type { RecallTable, SellingRulesTable, SoldPackTable } from './tables/rules.ts'
import type {
  CatalogueImageTable,
  EnrolmentCodeTable,
  FeedTable,
  ItemTable,
  LaneTable,
  StaffTable,
  StoreTable,
} from './tables/store.ts'
import type {
  CouponTable,
  CoverTable,
  StoredValueCardTable,
  StoredValueEntryTable,
  TenderHoldTable,
} from './tables/tenders.ts'

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
