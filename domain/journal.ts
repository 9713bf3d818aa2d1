/**
 * The lane's journal: facts in one writer's order, each bound to the one before by a hash over canonical bytes
 * (RFC 8785), so that a missing, altered or exchanged entry shows. Hashing itself is handed in; here is only what
 * is hashed and what a whole chain must satisfy.
 */

import canonicalize from 'canonicalize'
import * as v from 'valibot'
import { assert, err, ok, type Result } from './result.ts'
import { factSchema } from './sale/fact.ts'

/** SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string

export const hashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

export const laneIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,36}$/))

const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

export const journalEntrySchema = v.pipe(
  v.strictObject({
    laneId: laneIdSchema,
    /** Counts the lives of the lane's journal: a replaced disk starts the next one. */
    epoch: counter,
    /** Gapless from 1 within an epoch. */
    seq: counter,
    atMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    /** The sale the fact belongs to; `null` between sales. */
    saleId: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))),
    fact: factSchema,
    prev: hashSchema,
    hash: hashSchema,
  }),
  v.readonly(),
)

export type JournalEntry = Readonly<v.InferOutput<typeof journalEntrySchema>>

/** Where a journal ends: the next entry has `seq + 1` and `prev = hash`. */
export interface JournalHead {
  readonly laneId: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
}

/** The head of a journal without entries: its hash binds the chain to lane and epoch. */
export const genesis = (laneId: string, epoch: number, sha256: Sha256): JournalHead => ({
  laneId,
  epoch,
  seq: 0,
  hash: sha256(`scanway-journal-1 ${laneId} ${epoch}`),
})

/** What the hash is taken over; a reader of foreign entries has not yet understood their fact. */
interface Unhashed extends Pick<JournalEntry, 'laneId' | 'epoch' | 'seq' | 'prev'> {
  readonly atMs: unknown
  readonly saleId: unknown
  readonly fact: unknown
}

/** The exact text an entry's hash is taken over: canonical JSON of everything but the hash. */
export function canonicalEntry(entry: Unhashed): string {
  const { laneId, epoch, seq, atMs, saleId, fact, prev } = entry
  const text = canonicalize({ laneId, epoch, seq, atMs, saleId, fact, prev })
  assert(text !== undefined, 'a journal entry has canonical JSON')
  return text
}

/** What one input adds to a journal, before it is chained. */
export type NewEntry = Pick<JournalEntry, 'atMs' | 'saleId' | 'fact'>

/** Chains new entries to the head, in order. */
export function chain(head: JournalHead, news: readonly NewEntry[], sha256: Sha256): readonly JournalEntry[] {
  const { laneId, epoch } = head
  let { seq, hash } = head
  return news.map(({ atMs, saleId, fact }) => {
    const unhashed = { laneId, epoch, seq: ++seq, atMs, saleId, fact, prev: hash }
    hash = sha256(canonicalEntry(unhashed))
    return { ...unhashed, hash }
  })
}

export const headOf = ({ laneId, epoch, seq, hash }: JournalEntry): JournalHead => ({
  laneId,
  epoch,
  seq,
  hash,
})

export type ChainBreak =
  | { readonly kind: 'OtherJournal'; readonly seq: number }
  | { readonly kind: 'SequenceBroken'; readonly seq: number }
  | { readonly kind: 'LinkBroken'; readonly seq: number }
  | { readonly kind: 'EntryAltered'; readonly seq: number }

/** Whether the entry follows the head, or how the chain is broken at it. */
export function follows(
  head: JournalHead,
  entry: JournalEntry,
  sha256: Sha256,
): Result<JournalHead, ChainBreak> {
  const { seq } = entry
  if (entry.laneId !== head.laneId || entry.epoch !== head.epoch) return err({ kind: 'OtherJournal', seq })
  if (seq !== head.seq + 1) return err({ kind: 'SequenceBroken', seq })
  if (entry.prev !== head.hash) return err({ kind: 'LinkBroken', seq })
  if (entry.hash !== sha256(canonicalEntry(entry))) return err({ kind: 'EntryAltered', seq })
  return ok(headOf(entry))
}
