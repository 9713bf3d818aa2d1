/**
 * Decides a refund of a paid sale, whole or in part: never beyond what was paid, whatever was given back before, all
 * checked in the transaction that owes it. The same request again is the same refund.
 */

import type { RefundRequest, RefundStatus } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { unitsAgree, withinLimits } from '../refunds/permits.ts'
import { type Attempt, findAttempt } from './attempt.ts'
import { lockOrder } from './order.ts'
import type { Refund } from './refund.ts'
import { oweRefund, saleRefundNo } from './refund-owed.ts'

/** Providers take so many parts of one payment. */
export const refundsPerPaymentMax = 50

/** Two refunds of one payment keep this distance; a provider refuses the second otherwise. */
export const refundSpacingMs = 60_000

const notPaid = refuse(409, 'SaleNotPaid', 'Nothing was paid for this sale, so nothing can go back.')
const differs = refuse(409, 'RefundDiffers', 'This refund was asked for before with other contents.')
const exceeds = refuse(409, 'RefundExceedsPaid', 'All refunds together would be more than was paid.')
const tooMany = refuse(409, 'TooManyRefunds', 'This payment was given back in too many parts.')
const badgeUnknown = refuse(403, 'BadgeUnknown', 'No attendant of this store has this badge.')

export const refundStatusOf = (refund: Refund): RefundStatus => {
  const about = { amountMinor: refund.amount_minor, reference: refund.out_refund_no }
  switch (refund.state) {
    case 'pending':
    case 'processing':
      return { state: 'inProgress', ...about }
    case 'success':
      return { state: 'refunded', ...about }
    case 'stuck':
      return { state: 'needsPerson', ...about }
  }
}

export const findRefund = (
  db: Database | Trx,
  storeId: string,
  refundId: string,
): Promise<Refund | undefined> =>
  db
    .selectFrom('refund')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('refund_id', '=', refundId)
    .executeTakeFirst()

/** Whether the badge is known; its row stays locked, so that two lanes do not spend one limit. */
async function isStaff(trx: Trx, storeId: string, badge: string): Promise<boolean> {
  const row = await trx
    .updateTable('staff')
    .set((update) => ({ name: update.ref('name') }))
    .where('store_id', '=', storeId)
    .where('badge', '=', badge)
    .returning('badge')
    .executeTakeFirst()
  return row !== undefined
}

const linesText = ({ lines }: RefundRequest): string | null =>
  lines === undefined ? null : JSON.stringify(lines)

/** The attempt whose money paid the sale, with the order locked. */
async function paidAttempt(trx: Trx, storeId: string, saleId: string): Promise<Attempt | undefined> {
  const order = await lockOrder(trx, { store_id: storeId, sale_id: saleId })
  return order === undefined || order.paid_by === null ? undefined : findAttempt(trx, storeId, order.paid_by)
}

async function decide(
  trx: Trx,
  ports: ServerPorts,
  storeId: string,
  request: RefundRequest,
): Promise<Result<undefined, HttpRefusal>> {
  const attempt = await paidAttempt(trx, storeId, request.saleId)
  if (attempt === undefined) return notPaid
  const agreed = await unitsAgree(trx, storeId, request)
  if (!agreed.ok) return agreed
  const before = await trx
    .selectFrom('refund')
    .select(['amount_minor', 'send_from_ms'])
    .where('store_id', '=', storeId)
    .where('payment_id', '=', attempt.payment_id)
    .execute()
  const given = before.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
  if (given + request.amountMinor > attempt.amount_minor) return exceeds
  if (before.length >= refundsPerPaymentMax) return tooMany
  const free = before.map(({ send_from_ms }) => send_from_ms + refundSpacingMs)
  await oweRefund(trx, ports, attempt, {
    out_refund_no: saleRefundNo(storeId, request.refundId),
    amount_minor: request.amountMinor,
    reason: request.reason,
    kind: 'sale',
    send_from_ms: Math.max(ports.clock.nowMs(), ...free),
    refund_id: request.refundId,
    badge: request.badge,
    lines: linesText(request),
  })
  ports.log.info('RefundOwed', {
    refundId: request.refundId,
    badge: request.badge,
    amountMinor: request.amountMinor,
  })
  return ok(undefined)
}

async function isSame(trx: Trx, refund: Refund, request: RefundRequest): Promise<boolean> {
  const { sale_id } = (await findAttempt(trx, refund.store_id, refund.payment_id)) ?? {}
  return (
    sale_id === request.saleId &&
    refund.amount_minor === request.amountMinor &&
    refund.reason === request.reason &&
    refund.badge === request.badge &&
    refund.lines === linesText(request)
  )
}

/** An attendant at a lane keeps to the store's limits; the office sets them. */
export type RefundAsker = 'lane' | 'office'

/** The refund's number at the provider; what it stands at is read afterwards. */
export function requestRefund(
  ports: ServerPorts,
  storeId: string,
  request: RefundRequest,
  asker: RefundAsker,
): Promise<Result<string, HttpRefusal>> {
  const number = saleRefundNo(storeId, request.refundId)
  return ports.db.transaction().execute(async (trx): Promise<Result<string, HttpRefusal>> => {
    const isByStaff = await isStaff(trx, storeId, request.badge)
    const known = await findRefund(trx, storeId, request.refundId)
    if (known !== undefined) return (await isSame(trx, known, request)) ? ok(number) : differs
    if (!isByStaff) return badgeUnknown
    const limited =
      asker === 'lane' ? await withinLimits(trx, storeId, request, ports.clock.nowMs()) : ok(undefined)
    if (!limited.ok) return limited
    const decided = await decide(trx, ports, storeId, request)
    return decided.ok ? ok(number) : decided
  })
}
