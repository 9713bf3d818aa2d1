/**
 * A person's word that a payment which nobody could end is over: they looked at the provider's own pages. It frees the
 * sale and is kept with their name; should money come all the same, it goes back like any other.
 */

import * as v from 'valibot'
import { ok, type Result } from '../../domain/result.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { readAttempt } from './attempt.ts'
import { drive } from './drive.ts'
import { numberSchema, settleCase } from './person-queue.ts'
import type { Turns } from './turns.ts'

const bodySchema = v.strictObject({
  number: numberSchema,
  by: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
})

type Word = v.InferOutput<typeof bodySchema>

const notStuck = refuse(409, 'PaymentNotStuck', 'No payment of this number waits for a person.')

export async function release(
  ports: ServerPorts,
  turns: Turns,
  { number, by }: Word,
): Promise<Result<{ number: string }, HttpRefusal>> {
  const attempt = await ports.db
    .selectFrom('payment_attempt')
    .select(['store_id', 'payment_id', 'state'])
    .where('out_trade_no', '=', number)
    .executeTakeFirst()
  if (attempt?.state !== 'unwindStuck') return notStuck
  const nowMs = ports.clock.nowMs()
  await ports.db.transaction().execute((trx) => settleCase(trx, number, 'UnwindStuck', { nowMs, by }))
  await turns.run(attempt.payment_id, () => drive(ports, attempt, { kind: 'Released' }))
  ports.log.warn('PaymentReleased', { number, by })
  const { state } = await readAttempt(ports.db, attempt)
  return state === 'unwindStuck' ? notStuck : ok({ number })
}

export async function releaseByOffice(
  ports: ServerPorts,
  turns: Turns,
  body: unknown,
): Promise<Result<{ number: string }, HttpRefusal>> {
  const parsed = readBody(bodySchema, body)
  return parsed.ok ? release(ports, turns, parsed.value) : parsed
}
