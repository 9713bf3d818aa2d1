/**
 * Whether a pack is called back. What a label does not say cannot be held against it: without a batch on the label,
 * only a recall of the whole item stops it.
 */

import type { Recall } from './sale-rules.ts'

/** What tells a pack from others of its item. */
export interface PackNumbers {
  readonly gtin: string
  readonly batch?: string | undefined
  readonly serial?: string | undefined
}

function concerns({ gtin, batches, serials }: Recall, pack: PackNumbers): boolean {
  if (gtin !== pack.gtin) return false
  if (batches.length === 0 && serials.length === 0) return true
  const { batch, serial } = pack
  return (
    (batch !== undefined && batches.includes(batch)) || (serial !== undefined && serials.includes(serial))
  )
}

export const recallOf = (recalls: readonly Recall[], pack: PackNumbers): Recall | undefined =>
  recalls.find((recall) => concerns(recall, pack))
