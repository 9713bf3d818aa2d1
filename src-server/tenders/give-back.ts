/**
 * Puts a refund's share on the card it came from, in the transaction that owes the refund: the books hold both at once,
 * so that there is nothing to send and nothing that could get lost.
 */

import type { CardShare } from '../../domain/refund-shares.ts'
import { assert, present } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import { cardAccount, move } from './books.ts'

interface Refunded {
  readonly storeId: string
  readonly refundId: string
  readonly atMs: number
}

export async function giveBackToCard(
  trx: Trx,
  { storeId, refundId, atMs }: Refunded,
  { tenderId, amountMinor }: CardShare,
): Promise<void> {
  const { source_id } = await trx
    .selectFrom('tender_hold')
    .select('source_id')
    .where('store_id', '=', storeId)
    .where('tender_id', '=', tenderId)
    .where('state', '=', 'captured')
    .executeTakeFirstOrThrow()
  const to = cardAccount(present(source_id ?? undefined, 'a captured hold has its card'))
  const entryId = `refund ${refundId} ${tenderId}`
  const isNew = await move(trx, { storeId, entryId, from: 'redeemed', to, amountMinor, atMs })
  assert(isNew, 'a refund is owed once')
  await trx
    .insertInto('card_refund')
    .values({ store_id: storeId, refund_id: refundId, tender_id: tenderId, amount_minor: amountMinor })
    .execute()
}
