/**
 * Journal entries as rows, and back. A row of the disk is a stranger: it passes the same schema as an entry from
 * the network before anything believes it.
 */

import type Database from 'better-sqlite3'
import canonicalize from 'canonicalize'
import * as v from 'valibot'
import { type JournalEntry, journalEntrySchema } from '../domain/journal.ts'
import { present } from '../domain/result.ts'

const rowSchema = v.pipe(
  v.object({
    epoch: v.number(),
    seq: v.number(),
    at_ms: v.number(),
    sale_id: v.nullable(v.string()),
    fact: v.pipe(v.string(), v.parseJson()),
    prev: v.string(),
    hash: v.string(),
  }),
  v.transform(({ at_ms, sale_id, ...rest }) => ({ ...rest, atMs: at_ms, saleId: sale_id })),
)

/** Reads a row as an entry of the lane; `undefined` where it is none. */
export function entryOfRow(laneId: string, row: unknown): JournalEntry | undefined {
  const plain = v.safeParse(rowSchema, row)
  if (!plain.success) return undefined
  const entry = v.safeParse(journalEntrySchema, { laneId, ...plain.output })
  return entry.success ? entry.output : undefined
}

export type WriteEntries = (entries: readonly JournalEntry[]) => void

export function entryWriter(database: Database.Database): WriteEntries {
  const insert = database.prepare(
    'INSERT INTO entry (epoch, seq, at_ms, sale_id, fact, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  return (entries) => {
    for (const { epoch, seq, atMs, saleId, fact, prev, hash } of entries) {
      const json = present(canonicalize(fact), 'a fact has canonical JSON')
      insert.run(epoch, seq, atMs, saleId, json, prev, hash)
    }
  }
}

/** Where reading goes on: after this entry, in the order of writing. */
export interface Position {
  readonly epoch: number
  readonly seq: number
}

export const beginning: Position = { epoch: 0, seq: 0 }

/** Rows after a position, at most `limit`, lane-wide in the order of writing. */
export function pageReader(
  database: Database.Database,
): (after: Position, limit: number) => readonly unknown[] {
  const page = database.prepare<[number, number, number]>(
    `SELECT epoch, seq, at_ms, sale_id, fact, prev, hash FROM entry
     WHERE (epoch, seq) > (?, ?) ORDER BY epoch, seq LIMIT ?`,
  )
  return (after, limit) => page.all(after.epoch, after.seq, limit)
}

/** The last entry of each epoch, oldest epoch first: a seek for each, whatever the length. */
export function epochEnds(database: Database.Database): readonly Position[] {
  const next = database
    .prepare<[number], number | null>('SELECT min(epoch) FROM entry WHERE epoch > ?')
    .pluck()
  const last = database.prepare<[number], number>('SELECT max(seq) FROM entry WHERE epoch = ?').pluck()
  const ends: Position[] = []
  for (let epoch = next.get(0) ?? null; epoch !== null; epoch = next.get(epoch) ?? null) {
    ends.push({ epoch, seq: last.get(epoch) ?? 0 })
  }
  return ends
}
