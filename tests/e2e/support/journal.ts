/**
 * A lane's journal as it lies on the disk, read after the lane let go of it: while a lane runs, its file is locked
 * against everyone.
 */

import path from 'node:path'
import Database from 'better-sqlite3'
import * as v from 'valibot'

const rowSchema = v.object({ seq: v.number(), hash: v.string(), fact: v.string() })
const factSchema = v.looseObject({ kind: v.string() })

export interface JournalRow {
  readonly seq: number
  readonly hash: string
  readonly fact: v.InferOutput<typeof factSchema>
}

export function readJournal(data: string): readonly JournalRow[] {
  const database = new Database(path.join(data, 'journal.db'), { readonly: true })
  const rows = database.prepare('SELECT seq, hash, fact FROM entry ORDER BY epoch, seq').all()
  database.close()
  return v
    .parse(v.array(rowSchema), rows)
    .map(({ fact, ...row }) => ({ ...row, fact: v.parse(factSchema, JSON.parse(fact)) }))
}

export const factsOf = (rows: readonly JournalRow[], kind: string): readonly JournalRow['fact'][] =>
  rows.map(({ fact }) => fact).filter((fact) => fact.kind === kind)
