/** Journals after bad disks, bad copies and busy hands: never a wrong sale, and never a changed file. */

import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '../../domain/journal.ts'
import { present } from '../../domain/result.ts'
import { checkpointText } from '../../domain/sale/checkpoint.ts'
import { openJournal } from '../../storage/journal.ts'
import type { JournalIdentity } from '../../storage/journal-reading.ts'
import { verifyJournalFile } from '../../storage/verify.ts'
import { must, openedJournal, ownDirectory, refused, sell } from './fixture.ts'
import { seededFractions } from './random.ts'
import { identityAt, sha256 } from './selling.ts'

const flips = Number(process.env['SCANWAY_FLIPS'] ?? 60)
const seed = Number(process.env['SCANWAY_SEED'] ?? 1)

/** A closed journal of `inputs` inputs with all it holds. */
function soldJournal(inputs: number): { identity: JournalIdentity; entries: readonly JournalEntry[] } {
  const identity = identityAt(join(ownDirectory(), 'journal.db'))
  const journal = must(openJournal(identity))
  sell(journal, inputs)
  const entries = journal.outbox.waiting(100_000)
  journal.close()
  return { identity, entries }
}

/** What the copy in another place gives back, or nothing where it is refused. */
function readBack(identity: JournalIdentity): readonly JournalEntry[] | undefined {
  const whole = verifyJournalFile(identity)
  const opened = openJournal(identity)
  if (!opened.ok) return undefined
  const entries = opened.value.outbox.waiting(100_000)
  const failed = opened.value.failure() !== undefined
  opened.value.close()
  return whole.ok && !failed ? entries : undefined
}

describe('a damaged journal', () => {
  it(`is refused or tells the truth, whichever of ${flips} random bits is turned`, () => {
    const { identity, entries } = soldJournal(40)
    const bytes = readFileSync(identity.path)
    const fraction = seededFractions(seed)
    const copy = identityAt(join(ownDirectory(), 'journal.db'))
    let found = 0
    for (let flip = 0; flip < flips; flip++) {
      const at = Math.floor(fraction() * bytes.length)
      const damaged = Buffer.from(bytes)
      damaged.writeUInt8((damaged[at] ?? 0) ^ (1 << Math.floor(fraction() * 8)), at)
      for (const file of readdirSync(join(copy.path, '..'))) rmSync(join(copy.path, '..', file))
      writeFileSync(copy.path, damaged)
      const back = readBack(copy)
      if (back) expect(back).toEqual(entries)
      else found++
    }
    console.log(`${found} of ${flips} turned bits were found; the others change nothing that is kept`)
    expect(found).toBeGreaterThan(flips / 4)
  })

  it.each([
    ['altered', "UPDATE entry SET fact = replace(fact, '350', '005') WHERE seq = ?"],
    ['renamed', "UPDATE entry SET sale_id = 'sale-x' WHERE seq = ?"],
    ['moved', 'UPDATE entry SET at_ms = at_ms + 1 WHERE seq = ?'],
    ['unlinked', 'UPDATE entry SET prev = hash WHERE seq = ?'],
    ['removed', 'DELETE FROM entry WHERE seq = ?'],
    ['no fact', 'UPDATE entry SET fact = \'{"kind":"Moonlight"}\' WHERE seq = ?'],
    ['no JSON', "UPDATE entry SET fact = '{' WHERE seq = ?"],
  ])('is refused and left as it is when an entry of the tail is %s', (_, sql) => {
    const { identity, entries } = soldJournal(9)
    edit(identity.path, sql, entries.length - 1)
    const before = readFileSync(identity.path)
    expect(refused(openJournal(identity)).kind).toBe('Damaged')
    expect(refused(verifyJournalFile(identity)).kind).toBe('Damaged')
    expect(readFileSync(identity.path).equals(before)).toBe(true)
  })

  it('keeps its log when it is refused: a later, better reader may want it', () => {
    const { identity } = soldJournal(9)
    const directory = ownDirectory()
    const copy = identityAt(join(directory, 'journal.db'))
    const live = openedJournal(identity)
    sell(live, 9)
    for (const path of [identity.path, `${identity.path}-wal`])
      copyFileSync(path, join(directory, basename(path)))
    const log = readFileSync(`${copy.path}-wal`)
    expect(log.length).toBeGreaterThan(0)
    expect(refused(openJournal({ ...copy, laneId: 'lane-2' })).kind).toBe('OtherLane')
    expect(readFileSync(`${copy.path}-wal`).equals(log)).toBe(true)
    expect(openedJournal(copy).head()).toEqual(live.head())
  })

  it('is an older whole journal when its log was deleted, which the server’s head betrays', () => {
    const { identity } = soldJournal(9)
    const directory = ownDirectory()
    const copy = identityAt(join(directory, 'journal.db'))
    const live = openedJournal(identity)
    const older = live.head()
    sell(live, 9)
    copyFileSync(identity.path, copy.path)
    const back = openedJournal(copy)
    expect(back.head()).toEqual(older)
    expect(refused(back.outbox.acknowledge(1, live.head().seq, 0)).reason).toContain(
      'which this journal lacks',
    )
  })
})

/** Edits what the journal's guards protect, as a thief with a database program would. */
function edit(path: string, sql: string, ...values: readonly unknown[]): void {
  const editor = new Database(path)
  const guards = editor.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'").pluck().all()
  editor.exec('DROP TRIGGER entry_is_never_changed')
  editor.exec('DROP TRIGGER entry_is_never_deleted')
  editor.exec('DROP TRIGGER entry_leaves_no_gap')
  editor.prepare(sql).run(...values)
  for (const guard of guards) editor.exec(String(guard))
  editor.close()
}

const million = 1_000_000

/** Fills a journal with entries that no check would pass, and a checkpoint after them. */
function burySales(identity: JournalIdentity): void {
  const hash = sha256('buried')
  edit(
    identity.path,
    `INSERT INTO entry
     WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < ?)
     SELECT 1, seq, 0, NULL, 'unreadable', '', ? FROM n`,
    million,
    hash,
  )
  const { checkpoint } = openedJournal(soldJournal(6).identity).recover()
  const state = checkpointText(present(checkpoint, 'six inputs end a sale'))
  const digest = sha256(`scanway-checkpoint-1 1 ${million} ${hash} ${state}`)
  edit(identity.path, 'INSERT INTO checkpoint VALUES (1, 1, ?, ?, ?, ?)', million, hash, state, digest)
}

describe('a journal of a million entries', () => {
  it('starts by reading only what follows its checkpoint', { timeout: 120_000 }, () => {
    const identity = identityAt(join(ownDirectory(), 'journal.db'))
    must(openJournal(identity)).close()
    burySales(identity)
    const first = must(openJournal(identity))
    expect(first.recover().tail).toEqual([])
    sell(first, 3)
    first.close()
    const again = openedJournal(identity)
    expect(again.head().seq).toBe(million + 4)
    expect(again.recover().tail.length).toBe(4)
    again.close()
    expect(refused(verifyJournalFile(identity))).toMatchObject({
      kind: 'Damaged',
      reason: 'the entry after 0 is not readable',
    })
  })
})
