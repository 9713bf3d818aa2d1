/**
 * The books of stored value: every movement twice, so that all accounts together are always nothing, and a card's
 * balance is the sum of its movements and stands nowhere else. Entries are named after what they are about, so that
 * booking twice is booking once; none is ever changed or removed.
 */

import type { Database, Trx } from '../db/schema.ts'
import { sha256 } from '../hash.ts'

/** `issued`: what cards were loaded with. `held`: kept for open sales. `redeemed`: paid with. */
type Account = `card:${string}` | 'issued' | 'held' | 'redeemed'

interface Movement {
  readonly storeId: string
  readonly entryId: string
  readonly from: Account
  readonly to: Account
  readonly amountMinor: number
  readonly atMs: number
}

const hintLength = 4

/** A code as the books keep it: what it hashes to, and what its owner knows it by. */
export const markOfCode = (storeId: string, tender: string, code: string) => ({
  id: sha256(`${storeId} ${tender} ${code}`).slice(0, 40),
  tail: code.slice(-hintLength),
})

export const cardAccount = (cardId: string): Account => `card:${cardId}`

/** Whether it was booked now; a movement of this name that stands already is left as it is. */
export async function move(trx: Trx, movement: Movement): Promise<boolean> {
  const { storeId, entryId, from, to, amountMinor, atMs } = movement
  const side = (account: Account, amount_minor: number) => ({
    store_id: storeId,
    entry_id: entryId,
    account,
    amount_minor,
    at_ms: atMs,
  })
  const booked = await trx
    .insertInto('stored_value_entry')
    .values([side(from, -amountMinor), side(to, amountMinor)])
    .onConflict((conflict) => conflict.doNothing())
    .returning('entry_id')
    .execute()
  return booked.length > 0
}

export async function balanceOf(db: Database | Trx, storeId: string, cardId: string): Promise<number> {
  const { balance } = await db
    .selectFrom('stored_value_entry')
    .select((select) => select.fn.sum<number | string | null>('amount_minor').as('balance'))
    .where('store_id', '=', storeId)
    .where('account', '=', cardAccount(cardId))
    .executeTakeFirstOrThrow()
  return Number(balance ?? 0)
}
