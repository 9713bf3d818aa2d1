/**
 * The store's rules of selling as the server keeps them: one document that the office replaces whole, and the recalls,
 * begun and withdrawn one by one. What a lane is given is always both, whole.
 */

import * as v from 'valibot'
import { ok, type Result } from '../../domain/result.ts'
import {
  noSellingRules,
  type Recall,
  recalledNumbersMax,
  recallSchema,
  recallsMax,
  type SaleRules,
  type SellingRules,
  sellingRulesSchema,
} from '../../domain/rules/sale-rules.ts'
import type { Database, Trx } from '../db/schema.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'

const storedRules = v.pipe(v.string(), v.parseJson(), sellingRulesSchema)
const storedRecall = v.pipe(v.string(), v.parseJson(), recallSchema)

export async function rulesOf(db: Database | Trx, storeId: string): Promise<SaleRules> {
  const row = await db
    .selectFrom('selling_rules')
    .select('rules')
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  const recalls = await db
    .selectFrom('recall')
    .select('recall')
    .where('store_id', '=', storeId)
    .where('withdrawn_ms', 'is', null)
    .orderBy('recall_id')
    .execute()
  const selling = row === undefined ? noSellingRules : v.parse(storedRules, row.rules)
  return { ...selling, recalls: recalls.map(({ recall }) => v.parse(storedRecall, recall)) }
}

export async function setRules(
  db: Database | Trx,
  storeId: string,
  selling: SellingRules,
  nowMs: number,
): Promise<void> {
  const row = { rules: JSON.stringify(selling), set_ms: nowMs }
  await db
    .insertInto('selling_rules')
    .values({ store_id: storeId, ...row })
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet(row))
    .execute()
}

const numbersIn = ({ batches, serials }: Recall): number => batches.length + serials.length

const tooMany = refuse(
  409,
  'RecallsFull',
  'All recalls together have grown too large for the lanes. Recall whole batches or items, or withdraw old ones.',
)

/** Begins a recall, or changes the one of this name; one that was withdrawn begins again. */
export function beginRecall(
  db: Database,
  storeId: string,
  recall: Recall,
  nowMs: number,
): Promise<Result<{ recalls: number }, HttpRefusal>> {
  return db.transaction().execute(async (trx): Promise<Result<{ recalls: number }, HttpRefusal>> => {
    const row = {
      recall: JSON.stringify(recall),
      numbers: numbersIn(recall),
      begun_ms: nowMs,
      withdrawn_ms: null,
    }
    const others = await trx
      .selectFrom('recall')
      .select((select) => [
        select.fn.countAll<number>().as('count'),
        select.fn.sum<number>('numbers').as('numbers'),
      ])
      .where('store_id', '=', storeId)
      .where('withdrawn_ms', 'is', null)
      .where('recall_id', '!=', recall.recallId)
      .executeTakeFirstOrThrow()
    const [count, numbers] = [Number(others.count) + 1, Number(others.numbers ?? 0) + row.numbers]
    if (count > recallsMax || numbers > recalledNumbersMax) return tooMany
    await trx
      .insertInto('recall')
      .values({ store_id: storeId, recall_id: recall.recallId, ...row })
      .onConflict((conflict) => conflict.columns(['store_id', 'recall_id']).doUpdateSet(row))
      .execute()
    return ok({ recalls: count })
  })
}

/** What goes on and what was withdrawn, latest first. */
export async function listRecalls(db: Database, limit: number) {
  const rows = await db
    .selectFrom('recall')
    .select(['store_id', 'recall', 'begun_ms', 'withdrawn_ms'])
    .orderBy('begun_ms', 'desc')
    .orderBy('recall_id')
    .limit(limit)
    .execute()
  return rows.map(({ store_id, recall, begun_ms, withdrawn_ms }) => ({
    storeId: store_id,
    recall: v.parse(storedRecall, recall),
    begunMs: Number(begun_ms),
    withdrawnMs: withdrawn_ms === null ? null : Number(withdrawn_ms),
  }))
}

export async function withdrawRecall(
  db: Database,
  storeId: string,
  recallId: string,
  nowMs: number,
): Promise<Result<{ recallId: string }, HttpRefusal>> {
  const withdrawn = await db
    .updateTable('recall')
    .set({ withdrawn_ms: nowMs })
    .where('store_id', '=', storeId)
    .where('recall_id', '=', recallId)
    .where('withdrawn_ms', 'is', null)
    .returning('recall_id')
    .executeTakeFirst()
  if (withdrawn === undefined) return refuse(404, 'RecallUnknown', 'There is no such recall going on.')
  return ok({ recallId })
}
