/**
 * Hears a provider's notification: verified before anything else, then written to the inbox and applied in one
 * transaction, then answered. A repetition changes nothing and is thanked; whatever is not provably about one of our
 * own orders changes nothing and is refused.
 */

import { ok, type Result } from '../../domain/result.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { Trx } from '../db/schema.ts'
import { sha256 } from '../hash.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { applyWithin } from './apply.ts'
import type { Notice, OrderEvidence, SignedMessage } from './providers/provider.ts'
import { providerOf } from './providers/providers.ts'
import { applyRefund } from './refund.ts'

type Outcome = 'applied' | 'unknown' | 'mismatch'

async function applyOrder(
  trx: Trx,
  ports: ServerPorts,
  wallet: Wallet,
  evidence: OrderEvidence,
): Promise<Outcome> {
  const attempt = await trx
    .selectFrom('payment_attempt')
    .select(['store_id', 'payment_id'])
    .where('out_trade_no', '=', evidence.outTradeNo)
    .where('wallet', '=', wallet)
    .executeTakeFirst()
  if (attempt === undefined) return 'unknown'
  // That an order is not paid ends nothing by itself: only an answer to our own question does.
  if (evidence.kind === 'Unpaid') return 'applied'
  const { isMismatch } = await applyWithin(trx, ports, attempt, { kind: 'Evidence', evidence, heard: 'told' })
  return isMismatch ? 'mismatch' : 'applied'
}

const applyNotice = (trx: Trx, ports: ServerPorts, wallet: Wallet, notice: Notice): Promise<Outcome> =>
  notice.kind === 'order'
    ? applyOrder(trx, ports, wallet, notice.evidence)
    : applyRefund(trx, ports, notice.evidence)

const numberOf = (notice: Notice): string =>
  notice.kind === 'order' ? notice.evidence.outTradeNo : notice.evidence.outRefundNo

async function isKnown(trx: Trx, notifyId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('inbox')
    .select('notify_id')
    .where('notify_id', '=', notifyId)
    .executeTakeFirst()
  return row !== undefined
}

async function remember(trx: Trx, notifyId: string, body: string, nowMs: number): Promise<void> {
  await trx
    .insertInto('inbox')
    .values({ notify_id: notifyId, body_sha256: sha256(body), received_ms: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const notOurs = refuse(404, 'OrderUnknown', 'No order of this number was made here.')
const mismatched = refuse(409, 'EvidenceMismatch', 'The notification does not agree with the order.')

export async function hearNotice(
  ports: ServerPorts,
  wallet: Wallet,
  message: SignedMessage,
): Promise<Result<undefined, HttpRefusal>> {
  const read = providerOf(ports, wallet).readNotice(message)
  if (!read.ok) {
    ports.log.alarm('NoticeRefused', { wallet, reason: read.error.kind })
    return refuse(401, 'NoticeRefused', `The notification was refused: ${read.error.kind}.`)
  }
  const notice = read.value
  const notifyId = `${wallet} ${notice.id}`
  return ports.db.transaction().execute(async (trx): Promise<Result<undefined, HttpRefusal>> => {
    if (await isKnown(trx, notifyId)) return ok(undefined)
    const outcome = await applyNotice(trx, ports, wallet, notice)
    // A refused notice stays out of the inbox: the provider may repeat it when the order is known.
    if (outcome === 'unknown') {
      // Signed for us, and nothing of it in our books: they may be older than what happened.
      ports.log.alarm('NoticeUnknown', { wallet, about: notice.kind, number: numberOf(notice) })
      return notOurs
    }
    if (outcome === 'mismatch') return mismatched
    await remember(trx, notifyId, message.body, ports.clock.nowMs())
    return ok(undefined)
  })
}
