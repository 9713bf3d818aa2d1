/**
 * Whether an attendant at a lane may have a refund: within the store's limits, and for units that the sale has and
 * that did not come back before, at the price that was paid for them. Read in the transaction that owes it.
 */

import type { RefundRequest } from '../../domain/contract/refund.ts'
import { priceRefund } from '../../domain/refund.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { isNotVoid } from './given.ts'
import { refundLimitsOf } from './policy.ts'
import { refundableById } from './refundable.ts'

/** The time over which an attendant's refunds are summed. */
export const attendantWindowMs = 24 * 3_600_000

const notAllowed = refuse(403, 'RefundsNotAllowed', 'Attendants of this store give nothing back at a lane.')
const tooLarge = refuse(403, 'RefundTooLarge', 'This is more than an attendant may give back at once.')
const attendantLimit = refuse(403, 'AttendantLimit', 'This attendant has given back all they may in a day.')
export const linesDiffer = refuse(
  409,
  'RefundLinesDiffer',
  'These units were not sold, came back before, or cost another amount.',
)

async function givenByAttendant(trx: Trx, storeId: string, badge: string, sinceMs: number): Promise<number> {
  const rows = await trx
    .selectFrom('sale_refund')
    .select('amount_minor')
    .where('store_id', '=', storeId)
    .where('badge', '=', badge)
    .where('created_ms', '>', sinceMs)
    .where(isNotVoid)
    .execute()
  return rows.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
}

/** The attendant's row stays locked, so that two lanes do not spend the same limit. */
export async function withinLimits(
  trx: Trx,
  storeId: string,
  { amountMinor, badge }: RefundRequest,
  nowMs: number,
): Promise<Result<undefined, HttpRefusal>> {
  const limits = await refundLimitsOf(trx, storeId)
  if (limits === undefined) return notAllowed
  if (amountMinor > limits.perRefundMinor) return tooLarge
  const given = await givenByAttendant(trx, storeId, badge, nowMs - attendantWindowMs)
  return given + amountMinor > limits.perAttendantMinor ? attendantLimit : ok(undefined)
}

/** A refund that names no lines is of an amount alone, as the office gives it. */
export async function unitsAgree(
  trx: Trx,
  storeId: string,
  { saleId, amountMinor, lines }: RefundRequest,
): Promise<Result<undefined, HttpRefusal>> {
  if (lines === undefined) return ok(undefined)
  const sale = await refundableById(trx, storeId, saleId)
  const priced = sale && priceRefund(sale, lines)
  return priced?.ok && priced.value.amountMinor === amountMinor ? ok(undefined) : linesDiffer
}
