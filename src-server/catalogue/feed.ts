/**
 * The catalogue's counter. Whoever changes the catalogue takes it last in the transaction, so that a reader who sees
 * a head has everything up to it; sales never touch it.
 */

import type { Selectable } from 'kysely'
import { present } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { FeedTable } from '../db/tables/store.ts'

export async function readFeed(db: Database | Trx, storeId: string): Promise<Selectable<FeedTable>> {
  const row = await db.selectFrom('feed').selectAll().where('store_id', '=', storeId).executeTakeFirst()
  return present(row, 'every store has a feed')
}

/** Takes the next version; the row stays locked until the transaction ends. */
export async function nextVersion(trx: Trx, storeId: string, itemsAdded: number): Promise<number> {
  const { head } = await trx
    .updateTable('feed')
    .set((update) => ({ head: update('head', '+', 1), items: update('items', '+', itemsAdded) }))
    .where('store_id', '=', storeId)
    .returning('head')
    .executeTakeFirstOrThrow()
  return head
}
