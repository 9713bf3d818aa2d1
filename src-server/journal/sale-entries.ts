/** Reads a sale's facts back from the journal: from where it started to where it was paid. */

import * as v from 'valibot'
import { type JournalEntry, journalEntrySchema } from '../../domain/journal.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'

export interface SalePlace {
  readonly storeId: string
  readonly laneId: string
  readonly epoch: number
  readonly paidSeq: number
}

const storedSchema = v.pipe(v.string(), v.parseJson(), journalEntrySchema)

export async function firstSeqOf(
  trx: Trx,
  { storeId, laneId, epoch, paidSeq }: SalePlace,
  saleId: string,
): Promise<number | undefined> {
  const row = await trx
    .selectFrom('journal_entry')
    .select('seq')
    .where('store_id', '=', storeId)
    .where('lane_id', '=', laneId)
    .where('epoch', '=', epoch)
    .where('sale_id', '=', saleId)
    .where('fact_kind', '=', 'SaleStarted')
    .where('seq', '<', paidSeq)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  return row?.seq
}

export async function saleEntries(
  db: Database | Trx,
  { storeId, laneId, epoch, paidSeq }: SalePlace,
  firstSeq: number,
): Promise<Result<readonly JournalEntry[], 'SaleFactsUnreadable'>> {
  const rows = await db
    .selectFrom('journal_entry')
    .select('entry')
    .where('store_id', '=', storeId)
    .where('lane_id', '=', laneId)
    .where('epoch', '=', epoch)
    .where('seq', '>=', firstSeq)
    .where('seq', '<=', paidSeq)
    .orderBy('seq')
    .execute()
  const entries: JournalEntry[] = []
  for (const { entry } of rows) {
    const parsed = v.safeParse(storedSchema, entry)
    if (!parsed.success) return err('SaleFactsUnreadable')
    entries.push(parsed.output)
  }
  return ok(entries)
}
