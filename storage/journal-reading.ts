/**
 * What a journal holds and whether it is whole: the checkpoint, the entries after it with their chain checked, where
 * it ends. Reads only; says by name what is wrong. Only the tail is read, so a start costs the same after ten years.
 */

import type Database from 'better-sqlite3'
import * as v from 'valibot'
import {
  type ChainBreak,
  follows,
  genesis,
  type JournalEntry,
  type JournalHead,
  type Sha256,
} from '../domain/journal.ts'
import { err, ok, type Result } from '../domain/result.ts'
import { parseCheckpoint } from '../domain/sale/checkpoint.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import { beginning, entryOfRow, epochEnds, type Position, pageReader } from './journal-rows.ts'
import type { JournalRefusal } from './refusal.ts'

/** Whose journal it is to be. */
export interface JournalIdentity {
  readonly path: string
  readonly laneId: string
  /** The life of the lane's journal to write: the last one in the file, or a later one. */
  readonly epoch: number
  readonly sha256: Sha256
}

/** What a journal gives a starting lane: the last checkpoint, if any, and every entry after it. */
export interface Recovery {
  readonly checkpoint: LaneState | undefined
  readonly tail: readonly JournalEntry[]
}

export interface JournalReading {
  readonly recovery: Recovery
  readonly head: JournalHead
  /** Where each earlier epoch of the file ended. */
  readonly ends: readonly Position[]
}

/** Entries read from the disk at a time. */
export const pageEntries = 1_000

interface FoundCheckpoint {
  readonly state: LaneState
  readonly head: JournalHead
}

const checkpointRow = v.object({
  epoch: v.number(),
  seq: v.number(),
  hash: v.string(),
  state: v.string(),
  digest: v.string(),
})

type CheckpointRow = Readonly<v.InferOutput<typeof checkpointRow>>

/** Guards a checkpoint against a damaged page: taken over its place in the chain and its state. */
export const checkpointDigest = (row: Omit<CheckpointRow, 'digest'>, sha256: Sha256): string =>
  sha256(`scanway-checkpoint-1 ${row.epoch} ${row.seq} ${row.hash} ${row.state}`)

function readCheckpoint(database: Database.Database, identity: JournalIdentity): FoundCheckpoint | undefined {
  const found = database.prepare('SELECT epoch, seq, hash, state, digest FROM checkpoint').get()
  const row = v.safeParse(checkpointRow, found)
  if (!row.success) return undefined
  const { epoch, seq, hash, state, digest } = row.output
  if (digest !== checkpointDigest(row.output, identity.sha256)) return undefined
  const parsed = parseCheckpoint(state)
  return parsed && { state: parsed, head: { laneId: identity.laneId, epoch, seq, hash } }
}

const hashAt = (database: Database.Database, { epoch, seq }: Position): unknown =>
  database.prepare('SELECT hash FROM entry WHERE epoch = ? AND seq = ?').pluck().get(epoch, seq)

const breakSentence = ({ kind, seq }: ChainBreak): string => {
  switch (kind) {
    case 'OtherJournal':
      return `entry ${seq} is of another journal`
    case 'SequenceBroken':
      return `an entry before ${seq} is missing`
    case 'LinkBroken':
      return `entry ${seq} does not follow the one before it`
    case 'EntryAltered':
      return `entry ${seq} was altered`
  }
}

/** The head that a row must follow: within its epoch the last entry, else the epoch's beginning. */
const headBefore = (head: JournalHead, epoch: number, sha256: Sha256): JournalHead =>
  epoch > head.epoch ? genesis(head.laneId, epoch, sha256) : head

/** Reads rows that must continue the chain at `from`; names the first that does not. */
export function readPage(
  rows: readonly unknown[],
  from: JournalHead,
  identity: JournalIdentity,
): Result<readonly JournalEntry[], JournalRefusal> {
  const { path, laneId, sha256 } = identity
  const entries: JournalEntry[] = []
  let head = from
  for (const row of rows) {
    const entry = entryOfRow(laneId, row)
    if (!entry) return err({ kind: 'Damaged', path, reason: `the entry after ${head.seq} is not readable` })
    const next = follows(headBefore(head, entry.epoch, sha256), entry, sha256)
    if (!next.ok) return err({ kind: 'Damaged', path, reason: breakSentence(next.error) })
    head = next.value
    entries.push(entry)
  }
  return ok(entries)
}

function readTail(
  database: Database.Database,
  from: JournalHead,
  identity: JournalIdentity,
): Result<readonly JournalEntry[], JournalRefusal> {
  const page = pageReader(database)
  const tail: JournalEntry[] = []
  for (let head = from, full = true; full; ) {
    const rows = page(head, pageEntries)
    const entries = readPage(rows, head, identity)
    if (!entries.ok) return entries
    for (const entry of entries.value) tail.push(entry)
    head = tail.at(-1) ?? head
    full = rows.length === pageEntries
  }
  return ok(tail)
}

function checkIdentity(
  database: Database.Database,
  ends: readonly Position[],
  { path, laneId, epoch }: JournalIdentity,
): Result<void, JournalRefusal> {
  const found = database.prepare('SELECT lane_id FROM lane').pluck().get()
  if (found !== undefined && found !== laneId) {
    return err({ kind: 'OtherLane', path, found: String(found), wanted: laneId })
  }
  if (found === undefined && ends.length > 0) {
    return err({ kind: 'Damaged', path, reason: 'it has entries but names no lane' })
  }
  const last = ends.at(-1)?.epoch ?? 0
  return last > epoch ? err({ kind: 'EpochBehind', path, found: last, wanted: epoch }) : ok(undefined)
}

/** Reads and checks everything a start needs. */
export function readJournal(
  database: Database.Database,
  identity: JournalIdentity,
): Result<JournalReading, JournalRefusal> {
  const { path, laneId, epoch, sha256 } = identity
  const ends = epochEnds(database)
  const mine = checkIdentity(database, ends, identity)
  if (!mine.ok) return mine
  const checkpoint = readCheckpoint(database, identity)
  if (checkpoint && hashAt(database, checkpoint.head) !== checkpoint.head.hash) {
    return err({
      kind: 'Damaged',
      path,
      reason: `entry ${checkpoint.head.seq} of the checkpoint is not there`,
    })
  }
  const from = checkpoint?.head ?? { laneId, ...beginning, hash: '' }
  const tail = readTail(database, from, identity)
  if (!tail.ok) return tail
  const { laneId: lane, epoch: lastEpoch, seq, hash } = tail.value.at(-1) ?? from
  const last = { laneId: lane, epoch: lastEpoch, seq, hash }
  return ok({
    recovery: { checkpoint: checkpoint?.state, tail: tail.value },
    head: headBefore(last, epoch, sha256),
    ends: ends.filter((end) => end.epoch < epoch),
  })
}
