/**
 * Holds a wallet's amount against what other tenders cover: it has to be exactly the rest. What is held for the sale
 * and not counted by the lane was granted to an answer that got lost, and goes back first.
 */

import type { PaymentRequest } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import { coveredMinor } from '../../domain/sale/tenders.ts'
import type { Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { heldFor, releaseAll, type SaleKey } from './end.ts'

const restDiffers = refuse(409, 'RestDiffers', 'The amount is not what the other tenders leave to pay.')

/** The sale's order is locked, and no payment of it is under way. */
export async function checkRest(
  trx: Trx,
  sale: SaleKey,
  { amountMinor, split }: PaymentRequest,
  nowMs: number,
): Promise<Result<undefined, HttpRefusal>> {
  const held = await heldFor(trx, sale)
  const isCounted = ({ tender_id }: (typeof held)[number]) => split?.tenderIds.includes(tender_id) ?? false
  const counted = held.filter(isCounted)
  const covered = coveredMinor(counted.map(({ amount_minor }) => ({ amountMinor: amount_minor })))
  if (split !== undefined) {
    const isWhole = counted.length === new Set(split.tenderIds).size
    if (!isWhole || split.totalMinor - covered !== amountMinor) return restDiffers
  }
  await releaseAll(
    trx,
    held.filter((hold) => !isCounted(hold)),
    nowMs,
  )
  return ok(undefined)
}
