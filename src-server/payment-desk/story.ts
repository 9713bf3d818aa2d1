/**
 * Everything that is known of one payment, in the order it happened: made, asked, answered, paid, given back; by a
 * wallet, by cards and coupons, or by both. Read from the books for whoever has to believe them; holds nothing that
 * anyone could pay with, because the books do not.
 */

import type { Selectable } from 'kysely'
import type { Currency } from '../../domain/money.ts'
import type { AttemptMode } from '../../domain/payment/attempt.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import { walletRefundsOfSales } from '../db/refund-joins.ts'
import type { Database } from '../db/schema.ts'
import type { RefundTable } from '../db/tables/refunds.ts'
import type { Attempt } from '../payments/attempt.ts'
import type { CaseReason } from '../payments/person-queue.ts'
import type { Cover } from '../tenders/cover.ts'
import type { PaymentState } from './find.ts'
import { type TenderEvent, tenderEvents } from './tender-story.ts'

export type StoryEvent = TenderEvent | PaymentEvent

type PaymentEvent = { readonly atMs: number } & (
  | { readonly kind: 'opened' }
  | {
      readonly kind: 'call'
      readonly call: string
      readonly verdict: string | null
      readonly tookMs: number | null
    }
  | { readonly kind: 'paid'; readonly transactionId: string | null }
  | {
      readonly kind: 'booked'
      readonly entry: string
      readonly account: string
      readonly amountMinor: number
    }
  | { readonly kind: 'refundOwed'; readonly refund: OwedRefund }
  | { readonly kind: 'personCalled'; readonly why: CaseReason }
  | { readonly kind: 'personDone'; readonly by: string }
)

/** With the badge of whoever gave it, where a person did. */
interface OwedRefund extends Selectable<RefundTable> {
  readonly badge: string | null
}

/** What a payment is, whoever took it. */
interface Payment {
  readonly number: string
  readonly state: PaymentState
  readonly amountMinor: number
  readonly currency: Currency
  readonly laneId: string
  readonly saleId: string
  readonly atMs: number
  /** Left out where no wallet had a part in it. */
  readonly byWallet?: {
    readonly wallet: Wallet
    readonly mode: AttemptMode
    readonly codeTail: string | null
    readonly transactionId: string | null
  }
}

export interface Story {
  readonly payment: Payment
  readonly events: readonly StoryEvent[]
}

/** The newest calls; a payment asks a few dozen questions in its life. */
const callsMax = 400

async function callsOf(db: Database, number: string): Promise<readonly StoryEvent[]> {
  const calls = await db
    .selectFrom('payment_call')
    .select(['kind', 'sent_ms', 'done_ms', 'verdict'])
    .where('out_trade_no', '=', number)
    .orderBy('sent_ms', 'desc')
    .orderBy('call_id')
    .limit(callsMax)
    .execute()
  return calls.map(({ kind, sent_ms, done_ms, verdict }) => ({
    kind: 'call',
    atMs: sent_ms,
    call: kind,
    verdict,
    tookMs: done_ms === null ? null : done_ms - sent_ms,
  }))
}

async function bookedOf(db: Database, numbers: readonly string[]): Promise<readonly StoryEvent[]> {
  const names = numbers.flatMap((number) => [`capture ${number}`, `refund ${number}`])
  const entries = await db
    .selectFrom('ledger')
    .select(['entry_id', 'account', 'amount_minor', 'at_ms'])
    .where('entry_id', 'in', names)
    .orderBy('entry_id')
    .orderBy('account')
    .execute()
  return entries.map(({ entry_id, account, amount_minor, at_ms }) => ({
    kind: 'booked',
    atMs: at_ms,
    entry: entry_id,
    account,
    amountMinor: amount_minor,
  }))
}

async function casesOf(db: Database, numbers: readonly string[]): Promise<readonly StoryEvent[]> {
  const cases = await db.selectFrom('person_queue').selectAll().where('number', 'in', numbers).execute()
  return cases.flatMap(({ why, since_ms, settled_ms, settled_by }): StoryEvent[] => [
    { kind: 'personCalled', atMs: since_ms, why },
    ...(settled_ms === null ? [] : [{ kind: 'personDone' as const, atMs: settled_ms, by: settled_by ?? '' }]),
  ])
}

const own = (attempt: Attempt): readonly StoryEvent[] => [
  { kind: 'opened', atMs: attempt.created_ms },
  ...(attempt.paid_at_ms === null
    ? []
    : [{ kind: 'paid' as const, atMs: attempt.paid_at_ms, transactionId: attempt.transaction_id }]),
]

const placeOf = (row: Attempt | Cover) => ({
  amountMinor: row.amount_minor,
  currency: row.currency,
  laneId: row.lane_id,
  saleId: row.sale_id,
})

const paymentOf = (attempt: Attempt): Payment => ({
  ...placeOf(attempt),
  number: attempt.out_trade_no,
  state: attempt.state,
  atMs: attempt.created_ms,
  byWallet: {
    wallet: attempt.wallet,
    mode: attempt.mode,
    codeTail: attempt.credential_tail,
    transactionId: attempt.transaction_id,
  },
})

const inOrder = (events: readonly StoryEvent[]): readonly StoryEvent[] =>
  events.toSorted((one, other) => one.atMs - other.atMs)

async function refundsOf(db: Database, number: string): Promise<readonly OwedRefund[]> {
  return walletRefundsOfSales(db)
    .selectAll('refund')
    .select('badge')
    .where('out_trade_no', '=', number)
    .execute()
}

async function storyOfAttempt(db: Database, attempt: Attempt): Promise<Story> {
  const { out_trade_no: number, state, paid_at_ms: paidAtMs } = attempt
  const refunds = await refundsOf(db, number)
  const numbers = [number, ...refunds.map(({ out_refund_no }) => out_refund_no)]
  const owed = refunds.map((refund) => ({ kind: 'refundOwed' as const, atMs: refund.created_ms, refund }))
  const hasSold = state === 'succeeded' && paidAtMs !== null
  const events = [
    ...own(attempt),
    ...(hasSold ? await tenderEvents(db, attempt, paidAtMs) : []),
    ...(await callsOf(db, number)),
    ...owed,
    ...(await bookedOf(db, numbers)),
    ...(await casesOf(db, numbers)),
  ]
  return { payment: paymentOf(attempt), events: inOrder(events) }
}

async function storyOfCover(db: Database, cover: Cover): Promise<Story> {
  const { number, paid_at_ms: atMs } = cover
  const events = await tenderEvents(db, cover, atMs)
  return { payment: { ...placeOf(cover), number, state: 'covered', atMs }, events: inOrder(events) }
}

/** `number` is the order's at the provider, or that of a covered sale. */
export async function readStory(db: Database, number: string): Promise<Story | undefined> {
  const attempt = await db
    .selectFrom('payment_attempt')
    .selectAll()
    .where('out_trade_no', '=', number)
    .executeTakeFirst()
  if (attempt !== undefined) return storyOfAttempt(db, attempt)
  const cover = await db.selectFrom('cover').selectAll().where('number', '=', number).executeTakeFirst()
  return cover && storyOfCover(db, cover)
}
