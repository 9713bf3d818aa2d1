/**
 * Everything that is known of one payment, in the order it happened: made, asked, answered, paid, given back. Read from
 * the books for whoever has to believe them; holds nothing that anyone could pay with, because the books do not.
 */

import type { Selectable } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { RefundTable } from '../db/schema-refunds.ts'
import type { Attempt } from '../payments/attempt.ts'
import type { CaseReason } from '../payments/person-queue.ts'

export type StoryEvent = { readonly atMs: number } & (
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

export interface Story {
  readonly attempt: Attempt
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

/** `number` is the order's at the provider. */
export async function readStory(db: Database, number: string): Promise<Story | undefined> {
  const attempt = await db
    .selectFrom('payment_attempt')
    .selectAll()
    .where('out_trade_no', '=', number)
    .executeTakeFirst()
  if (attempt === undefined) return undefined
  const refunds = await db
    .selectFrom('refund')
    .leftJoin('sale_refund', 'sale_refund.number', 'refund.out_refund_no')
    .selectAll('refund')
    .select('badge')
    .where('out_trade_no', '=', number)
    .execute()
  const numbers = [number, ...refunds.map(({ out_refund_no }) => out_refund_no)]
  const owed = refunds.map((refund) => ({ kind: 'refundOwed' as const, atMs: refund.created_ms, refund }))
  const events = [
    ...own(attempt),
    ...(await callsOf(db, number)),
    ...owed,
    ...(await bookedOf(db, numbers)),
    ...(await casesOf(db, numbers)),
  ]
  return { attempt, events: events.toSorted((one, other) => one.atMs - other.atMs) }
}
