/**
 * Reads one uploaded entry in two steps. Its envelope says where it stands in the chain; whoever's chain holds is
 * stored, even when the fact inside is of a kind this server does not know. Only the whole entry may make a sale.
 */

import * as v from 'valibot'
import {
  canonicalEntry,
  hashSchema,
  type JournalEntry,
  journalEntrySchema,
  laneIdSchema,
} from '../../domain/journal.ts'
import { sha256 } from '../hash.ts'

const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

const envelopeSchema = v.object({
  laneId: laneIdSchema,
  epoch: counter,
  seq: counter,
  prev: hashSchema,
  hash: hashSchema,
  atMs: v.unknown(),
  saleId: v.unknown(),
  fact: v.unknown(),
})

export type Envelope = Readonly<v.InferOutput<typeof envelopeSchema>>

export function readEnvelope(raw: unknown): Envelope | undefined {
  const parsed = v.safeParse(envelopeSchema, raw)
  return parsed.success ? parsed.output : undefined
}

export function readEntry(raw: unknown): JournalEntry | undefined {
  const parsed = v.safeParse(journalEntrySchema, raw)
  return parsed.success ? parsed.output : undefined
}

/** Whether the hash is of these very fields. Numbers or nesting without canonical form have no hash. */
export function isUnaltered(envelope: Envelope): boolean {
  try {
    return sha256(canonicalEntry(envelope)) === envelope.hash
  } catch {
    return false
  }
}

/** Text to keep of whatever was sent; empty where even that has no end. */
export function rawText(raw: unknown): string {
  try {
    return JSON.stringify(raw)
  } catch {
    return ''
  }
}
