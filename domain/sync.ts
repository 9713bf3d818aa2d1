/**
 * Decisions of syncing, apart from any network: when to try again, what a lane lacks of the catalogue,
 * how much of the journal goes into one upload. Retries never give up and never hurry.
 */

import type { JournalEntry } from './journal.ts'

/** Waits between tries: doubling from the first to the cap. */
const retryFirstMs = 500
const retryCapMs = 60_000

/**
 * Full-jitter backoff: a random wait up to the doubled bound. `failures` counts from 1; `random` is in [0, 1).
 */
export function retryAfterMs(failures: number, random: number): number {
  const bound = Math.min(retryCapMs, retryFirstMs * 2 ** Math.min(failures - 1, 20))
  return Math.floor(retryFirstMs / 2 + random * bound)
}

export const uploadEntriesMax = 200
export const uploadBytesMax = 512 * 1024

/** As many entries, from the first, as one upload may carry; at least one where there is one. */
export function uploadBatch(waiting: readonly JournalEntry[]): readonly JournalEntry[] {
  const batch: JournalEntry[] = []
  let bytes = 0
  for (const entry of waiting.slice(0, uploadEntriesMax)) {
    bytes += JSON.stringify(entry).length
    if (batch.length > 0 && bytes > uploadBytesMax) break
    batch.push(entry)
  }
  return batch
}

/** A version of a store's catalogue. Another epoch means another history: versions do not compare. */
export interface CatalogueVersion {
  readonly epoch: string
  readonly version: number
}

export type CatalogueStep = 'none' | 'changes' | 'image'

/**
 * What brings a copy to the server's version. `floor` is the oldest version from which changes are still known.
 */
export function catalogueStep(
  local: CatalogueVersion | undefined,
  server: CatalogueVersion & { readonly floor: number },
): CatalogueStep {
  if (local === undefined || local.epoch !== server.epoch || local.version < server.floor) return 'image'
  if (local.version > server.version) return 'image'
  return local.version === server.version ? 'none' : 'changes'
}
