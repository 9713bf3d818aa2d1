/**
 * Hears a provider's notification: verified before anything else, then written to the inbox and applied in one
 * transaction, then answered. A repetition changes nothing and is thanked; whatever is not provably about one of our
 * own orders changes nothing and is refused.
 */

import { ok, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import { sha256 } from '../hash.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import type { Notice, OrderEvidence, SignedMessage } from './provider.ts'
import { applyRefund } from './refund.ts'
import { settle } from './settle.ts'

type Heard = 'done' | 'unknown' | 'mismatch'

async function applyOrder(trx: Trx, ports: ServerPorts, evidence: OrderEvidence): Promise<Heard> {
  const attempt = await trx
    .selectFrom('payment_attempt')
    .selectAll()
    .where('out_trade_no', '=', evidence.outTradeNo)
    .executeTakeFirst()
  if (attempt === undefined) return 'unknown'
  // That an order is not paid ends nothing by itself: only an answer to our own question does.
  if (evidence.kind === 'Unpaid') return 'done'
  return (await settle(trx, ports, attempt, evidence)) === 'mismatch' ? 'mismatch' : 'done'
}

async function applyNotice(trx: Trx, ports: ServerPorts, notice: Notice): Promise<Heard> {
  if (notice.kind === 'order') return applyOrder(trx, ports, notice.evidence)
  const heard = await applyRefund(trx, ports.log, notice.evidence)
  return heard === 'applied' || heard === 'unchanged' ? 'done' : heard
}

async function remember(trx: Trx, id: string, body: string, nowMs: number): Promise<void> {
  await trx
    .insertInto('inbox')
    .values({ notify_id: id, body_sha256: sha256(body), received_ms: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const notOurs = refuse(404, 'OrderUnknown', 'No order of this number was made here.')
const mismatched = refuse(409, 'EvidenceMismatch', 'The notification does not agree with the order.')

export async function hearNotice(
  ports: ServerPorts,
  message: SignedMessage,
): Promise<Result<undefined, HttpRefusal>> {
  const read = ports.provider.readNotice(message)
  if (!read.ok) {
    ports.log.alarm('NoticeRefused', { reason: read.error.kind })
    return refuse(401, 'NoticeRefused', `The notification was refused: ${read.error.kind}.`)
  }
  const notice = read.value
  return ports.db.transaction().execute(async (trx): Promise<Result<undefined, HttpRefusal>> => {
    const heard = await applyNotice(trx, ports, notice)
    // A refused notice stays out of the inbox: the provider may repeat it when the order is known.
    if (heard === 'unknown') return notOurs
    if (heard === 'mismatch') return mismatched
    await remember(trx, notice.id, message.body, ports.clock.nowMs())
    return ok(undefined)
  })
}
