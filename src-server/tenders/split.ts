/**
 * Holds a wallet's amount against what other tenders cover: it has to be exactly the rest. What is held for the sale
 * and not counted by the lane was granted to an answer that got lost, and goes back first.
 */

import type { PaymentRequest } from '../../domain/contract/payment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { type Hold, heldFor, releaseAll, type SaleKey } from './end.ts'

const restDiffers = refuse(409, 'RestDiffers', 'The amount is not what the other tenders leave to pay.')

interface Division {
  /** Last made first, like everything that is held. */
  readonly counted: readonly Hold[]
  readonly forgotten: readonly Hold[]
}

/** What is held for the sale, by whether the lane knows of it. */
export async function divideHolds(trx: Trx, sale: SaleKey, tenderIds: readonly string[]): Promise<Division> {
  const held = await heldFor(trx, sale)
  const isCounted = ({ tender_id }: Hold): boolean => tenderIds.includes(tender_id)
  return { counted: held.filter(isCounted), forgotten: held.filter((hold) => !isCounted(hold)) }
}

export const heldMinor = (holds: readonly Hold[]): number =>
  holds.reduce((sum, { amount_minor }) => sum + amount_minor, 0)

interface Covered {
  readonly tenderIds: readonly string[]
  readonly amountMinor: number
}

/** Whether all of these are held and come to this amount, to the unit; what the lane forgot is given back then. */
export async function checkCovered(
  trx: Trx,
  sale: SaleKey,
  { tenderIds, amountMinor }: Covered,
  nowMs: number,
): Promise<Result<undefined, HttpRefusal>> {
  const { counted, forgotten } = await divideHolds(trx, sale, tenderIds)
  const isWhole = counted.length === new Set(tenderIds).size
  if (!isWhole || heldMinor(counted) !== amountMinor) return restDiffers
  await releaseAll(trx, forgotten, nowMs)
  return ok(undefined)
}

/** The sale's order is locked, and no payment of it is under way. */
export function checkRest(
  trx: Trx,
  sale: SaleKey,
  { amountMinor, split }: PaymentRequest,
  nowMs: number,
): Promise<Result<undefined, HttpRefusal>> {
  const { totalMinor, tenderIds } = split ?? { totalMinor: amountMinor, tenderIds: [] }
  return checkCovered(trx, sale, { tenderIds, amountMinor: totalMinor - amountMinor }, nowMs)
}
