/**
 * A person's word that ends a refund which stays stuck: the shopper got the money in another way, or it never happened
 * and the sum is free again. Nothing is ended on a word alone: the provider is asked first, with nothing on its way,
 * and must say that it has no such refund. The number is never used again.
 */

import * as v from 'valibot'
import { refundLeaseMs } from '../../domain/payment/refund.ts'
import { ok, type Result } from '../../domain/result.ts'
import { cardRefunds } from '../db/refund-joins.ts'
import type { Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { holdPacks } from '../refunds/return-goods.ts'
import { readAttempt } from './attempt.ts'
import { recorded } from './calls.ts'
import { numberSchema, settleCase } from './person-queue.ts'
import type { ProviderFailure, RefundEvidence } from './providers/provider.ts'
import { providerOf } from './providers/providers.ts'
import { agrees, applyRefund, happen, lockRefund, type Refund } from './refund.ts'
import type { Turns } from './turns.ts'

export const refundWords = ['paidOut', 'void'] as const

export type RefundWord = (typeof refundWords)[number]

export const refundWordEntries = { number: numberSchema, as: v.picklist(refundWords) }

export interface RefundSettlement {
  readonly number: string
  readonly as: RefundWord
  readonly by: string
  readonly note: string
}

const notStuck = refuse(409, 'RefundNotStuck', 'No refund of this number waits for a person.')
const busy = refuse(
  409,
  'RefundBusy',
  'The provider is being asked about this refund; try again in three minutes.',
)
const staysOwed = refuse(
  409,
  'OrphanStaysOwed',
  'This money belongs to a shopper whatever happens; it can only be paid out.',
)
const split = refuse(
  409,
  'RefundSplit',
  'A part of this refund is on a card already; the rest can only be paid out.',
)
const moved = refuse(409, 'RefundMoved', 'The provider has this refund; it goes its way.')
const unsure = refuse(409, 'RefundUnsure', 'The provider did not say for sure; nothing was changed.')

/** A shopper's own money is never void, nor is a refund of which a part has arrived. */
async function mayBeVoid(trx: Trx, refund: Refund): Promise<Result<undefined, HttpRefusal>> {
  if (refund.kind === 'orphan') return staysOwed
  const onCard = await cardRefunds(trx)
    .select('tender_id')
    .where('sale_refund.number', '=', refund.out_refund_no)
    .executeTakeFirst()
  return onCard === undefined ? ok(undefined) : split
}

/** It never happened: a pack that came back with it counts as sold. */
async function holdItsPacks(trx: Trx, number: string): Promise<void> {
  const refund = await trx
    .selectFrom('sale_refund')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst()
  if (refund !== undefined) await holdPacks(trx, refund)
}

/** Stuck, with no call about it under way: from here until the lease runs out no other server makes one. */
async function take(
  trx: Trx,
  ports: ServerPorts,
  asked: RefundSettlement,
): Promise<Result<Refund, HttpRefusal>> {
  const refund = await lockRefund(trx, asked.number)
  if (refund?.state !== 'stuck') return notStuck
  const mayEnd = asked.as === 'void' ? await mayBeVoid(trx, refund) : ok(undefined)
  if (!mayEnd.ok) return mayEnd
  const nowMs = ports.clock.nowMs()
  const leftMs = (refund.due_ms ?? nowMs) - nowMs
  // A due time so near may be the lease of a call that is on its way.
  if (leftMs > 0 && leftMs <= refundLeaseMs) return busy
  const due_ms = nowMs + refundLeaseMs
  await trx.updateTable('refund').set({ due_ms }).where('out_refund_no', '=', refund.out_refund_no).execute()
  return ok({ ...refund, due_ms })
}

type Answer = Result<RefundEvidence, ProviderFailure>

/** Whether the provider's answer leaves room for the word. What may yet be returned by hand over there is not void. */
function allows({ as }: RefundSettlement, refund: Refund, answer: Answer): Result<undefined, HttpRefusal> {
  if (!answer.ok) return answer.error.kind === 'NotFound' ? ok(undefined) : unsure
  if (!agrees(refund, answer.value)) return unsure
  switch (answer.value.state) {
    case 'closed':
      return ok(undefined)
    case 'abnormal':
      return as === 'paidOut' ? ok(undefined) : moved
    case 'processing':
    case 'success':
      return moved
  }
}

async function end(
  trx: Trx,
  ports: ServerPorts,
  taken: Refund,
  { number, as, by, note }: RefundSettlement,
): Promise<Result<{ readonly number: string }, HttpRefusal>> {
  const refund = await lockRefund(trx, number)
  // Something was heard of it meanwhile, and it is not for a person any more.
  if (refund?.state !== 'stuck' || refund.due_ms !== taken.due_ms) return notStuck
  const nowMs = ports.clock.nowMs()
  await happen(trx, ports, refund, as === 'paidOut' ? 'PaidOut' : 'Voided')
  if (as === 'void') await holdItsPacks(trx, number)
  await settleCase(trx, number, 'RefundStuck', { nowMs, by, note })
  return ok({ number })
}

async function settle(
  ports: ServerPorts,
  asked: RefundSettlement,
): Promise<Result<{ readonly number: string }, HttpRefusal>> {
  const { db, log } = ports
  const { number, as, by } = asked
  const taken = await db.transaction().execute((trx) => take(trx, ports, asked))
  if (!taken.ok) return taken
  const { wallet } = await readAttempt(db, taken.value)
  const answer = await recorded(ports, taken.value, 'queryRefund', () =>
    providerOf(ports, wallet).queryRefund(number, taken.value.out_trade_no),
  )
  const allowed = allows(asked, taken.value, answer)
  if (!allowed.ok) {
    // What was heard counts, whatever was asked for.
    if (answer.ok) await db.transaction().execute((trx) => applyRefund(trx, ports, answer.value))
    return allowed
  }
  return db.transaction().execute(async (trx) => {
    const ended = await end(trx, ports, taken.value, asked)
    if (ended.ok) log.warn('RefundSettled', { number, as, by })
    return ended
  })
}

export async function settleRefund(
  ports: ServerPorts,
  turns: Turns,
  asked: RefundSettlement,
): Promise<Result<{ readonly number: string }, HttpRefusal>> {
  let settled: Result<{ readonly number: string }, HttpRefusal> = notStuck
  await turns.run(asked.number, async () => {
    settled = await settle(ports, asked)
  })
  return settled
}
