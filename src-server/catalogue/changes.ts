/**
 * Answers what changed in the catalogue since a version: whole versions, as many as fit, each item once in its
 * latest state. A copy that the changes cannot mend is told to take the image.
 */

import * as v from 'valibot'
import { unpackRow } from '../../domain/catalogue-image.ts'
import { keyToGtin } from '../../domain/code/retail-code.ts'
import {
  type CatalogueChanges,
  type CatalogueHead,
  type CatalogueRow,
  changesRowsMax,
} from '../../domain/contract/wire.ts'
import { ok, present, type Result } from '../../domain/result.ts'
import { type CatalogueVersion, catalogueStep } from '../../domain/sync.ts'
import type { Database, Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { readFeed } from './feed.ts'

const aliasesSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/** Most items have none, and a million of them are read for an image. */
export const readAliases = (text: string): readonly string[] =>
  text === '[]' ? [] : v.parse(aliasesSchema, text)

export async function catalogueHead(db: Database, storeId: string): Promise<CatalogueHead> {
  const feed = await readFeed(db, storeId)
  const image = await db
    .selectFrom('catalogue_image')
    .select(['version', 'bytes', 'sha256'])
    .where('store_id', '=', storeId)
    .where('epoch', '=', feed.epoch)
    .where('version', '>=', feed.floor)
    .executeTakeFirst()
  const { epoch, head, floor, items } = feed
  return { epoch, version: head, floor, items, image: image ?? null }
}

/** The last version of the reply: as many whole versions from the oldest as there is room for. */
async function lastVersion(trx: Trx, storeId: string, since: number, head: number): Promise<number> {
  const counts = await trx
    .selectFrom('item')
    .select((select) => ['version', select.fn.countAll<number>().as('rows')])
    .where('store_id', '=', storeId)
    .where('version', '>', since)
    .where('version', '<=', head)
    .groupBy('version')
    .orderBy('version')
    .limit(changesRowsMax + 1)
    .execute()
  let room = changesRowsMax
  let last = since
  for (const { version, rows } of counts) {
    room -= Number(rows)
    if (room < 0) return last
    last = version
  }
  return counts.length > changesRowsMax ? last : head
}

async function rowsBetween(trx: Trx, storeId: string, since: number, last: number): Promise<CatalogueRow[]> {
  const rows = await trx
    .selectFrom('item')
    .select(['gtin_key', 'packed', 'aliases', 'deleted'])
    .where('store_id', '=', storeId)
    .where('version', '>', since)
    .where('version', '<=', last)
    .orderBy('version')
    .orderBy('gtin_key')
    .execute()
  return rows.map(({ gtin_key, packed, aliases, deleted }) => ({
    gtin: keyToGtin(gtin_key),
    item: deleted ? null : present(unpackRow(gtin_key, packed), 'a live row holds an item'),
    aliases: [...readAliases(aliases)],
  }))
}

const takeImage = refuse(409, 'TakeImage', 'Changes since that version are not known; take the image.')

export function catalogueChanges(
  db: Database,
  storeId: string,
  since: CatalogueVersion,
): Promise<Result<CatalogueChanges, HttpRefusal>> {
  return db.transaction().execute(async (trx) => {
    const { epoch, head, floor } = await readFeed(trx, storeId)
    const step = catalogueStep(since, { epoch, version: head, floor })
    if (step === 'image') return takeImage
    const version = await lastVersion(trx, storeId, since.version, head)
    const rows = await rowsBetween(trx, storeId, since.version, version)
    return ok({ epoch, version, more: version < head, rows })
  })
}

/** Drops tombstones up to a version: a copy older than that takes the image. */
export async function raiseFloor(db: Database, storeId: string, floor: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('item')
      .where('store_id', '=', storeId)
      .where('deleted', '=', 1)
      .where('version', '<=', floor)
      .execute()
    await trx
      .updateTable('feed')
      .set({ floor })
      .where('store_id', '=', storeId)
      .where('floor', '<', floor)
      .execute()
  })
}
