/**
 * A person's word that a payment which nobody could end is over, or that no money of one that is over is left with us:
 * they looked at the provider's own pages. It is kept with their name; should money come all the same, it goes back like any
 * other.
 */

import * as v from 'valibot'
import type { AttemptState } from '../../domain/payment/attempt.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { applyWithin } from './apply.ts'
import { type AttemptKey, readAttempt } from './attempt.ts'
import { lockOrder } from './order.ts'
import { type CaseReason, numberSchema, settleCase } from './person-queue.ts'
import type { Turns } from './turns.ts'

const bodySchema = v.strictObject({
  number: numberSchema,
  by: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
})

type Word = v.InferOutput<typeof bodySchema>

const notStuck = refuse(409, 'PaymentNotStuck', 'No payment of this number waits for a person.')

type Released = Result<{ readonly number: string }, HttpRefusal>

/** The cases that an attempt's state may have called a person for. */
const casesByState: Partial<Record<AttemptState, readonly CaseReason[]>> = {
  unwindStuck: ['UnwindStuck', 'RefundUnclear'],
  reversed: ['ReversalUnsure'],
  closed: ['LastLookUnanswered'],
}

/** The case and what it is about end together, or neither does. */
async function end(trx: Trx, ports: ServerPorts, key: AttemptKey, { number, by }: Word): Promise<Released> {
  await lockOrder(trx, await readAttempt(trx, key))
  const { state } = await readAttempt(trx, key)
  let isSettled = false
  for (const why of casesByState[state] ?? []) {
    if (await settleCase(trx, number, why, { nowMs: ports.clock.nowMs(), by })) isSettled = true
  }
  if (!isSettled) return notStuck
  await applyWithin(trx, ports, key, { kind: 'Released' })
  ports.log.warn('PaymentReleased', { number, by })
  return ok({ number })
}

export async function release(ports: ServerPorts, turns: Turns, word: Word): Promise<Released> {
  const key = await ports.db
    .selectFrom('payment_attempt')
    .select(['store_id', 'payment_id'])
    .where('out_trade_no', '=', word.number)
    .executeTakeFirst()
  if (key === undefined) return notStuck
  let released: Released = notStuck
  await turns.run(key.payment_id, async () => {
    released = await ports.db.transaction().execute((trx) => end(trx, ports, key, word))
  })
  return released
}

export async function releaseByOffice(ports: ServerPorts, turns: Turns, body: unknown): Promise<Released> {
  const parsed = readBody(bodySchema, body)
  return parsed.ok ? release(ports, turns, parsed.value) : parsed
}
