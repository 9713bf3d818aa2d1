/**
 * A lane's journal as it lies on the disk. A running lane locks its file against everyone, so a copy is read: log
 * first, so that nothing moves out of it unseen while it is copied.
 */

import fs from 'node:fs'
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
  const copy = fs.mkdtempSync(path.join(data, 'journal-'))
  for (const file of ['journal.db-wal', 'journal.db']) {
    const from = path.join(data, file)
    if (fs.existsSync(from)) fs.copyFileSync(from, path.join(copy, file))
  }
  const database = new Database(path.join(copy, 'journal.db'))
  const rows = database.prepare('SELECT seq, hash, fact FROM entry ORDER BY epoch, seq').all()
  database.close()
  fs.rmSync(copy, { recursive: true })
  return v
    .parse(v.array(rowSchema), rows)
    .map(({ fact, ...row }) => ({ ...row, fact: v.parse(factSchema, JSON.parse(fact)) }))
}

export const factsOf = (rows: readonly JournalRow[], kind: string): readonly JournalRow['fact'][] =>
  rows.map(({ fact }) => fact).filter((fact) => fact.kind === kind)
