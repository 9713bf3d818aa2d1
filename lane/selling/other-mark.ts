/**
 * Packs that carry two marks, a bar code and a square one, are often read by both within a moment. Here a read finds
 * the read of its pack's other mark, so that the two count once. Two reads of one shape are two packs.
 */

import type { Gtin } from '../../domain/code/retail-code.ts'
import type { SymbolShape } from '../../domain/code/symbol-shape.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { Clock } from '../ports.ts'

/** Longer than a hand turns one pack, shorter than it takes up the next one of the same kind. */
const otherMarkMs = 1_500

/** Reads that may still find their other mark. */
const readsMax = 16

/**
 * What became of a read: it waits for an answer, it made a line, its pack was stopped for good, or it came to nothing
 * that binds its other mark.
 */
export type ReadOutcome =
  | { readonly kind: 'waits' }
  | { readonly kind: 'sold'; readonly lineId: string }
  | { readonly kind: 'stopped'; readonly refusal: Refusal }
  | { readonly kind: 'open' }

export interface MarkRead {
  readonly gtin: Gtin
  readonly shape: SymbolShape
  readonly atMs: number
  outcome: ReadOutcome
}

export interface OtherMarks {
  /** The waiting read of the other mark, which waits no longer; else this read waits for it. */
  take(read: MarkRead): MarkRead | undefined
}

export function createOtherMarks(clock: Clock): OtherMarks {
  let waiting: readonly MarkRead[] = []

  function isRecent({ atMs }: MarkRead): boolean {
    const age = clock.nowMs() - atMs
    return age >= 0 && age <= otherMarkMs
  }

  return {
    take(read) {
      waiting = waiting.filter(isRecent)
      const other = waiting.find(({ gtin, shape }) => gtin === read.gtin && shape !== read.shape)
      waiting = other ? waiting.filter((one) => one !== other) : [...waiting, read].slice(-readsMax)
      return other
    },
  }
}
