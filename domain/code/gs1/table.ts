/**
 * All application identifiers of the GS1 General Specifications, and how to find the one that some data begin with.
 * The only way into the table: nobody else joins its parts.
 */

import { gs1Details } from './details.ts'
import type { AiEntry } from './entry.ts'
import { gs1Goods } from './goods.ts'
import { gs1Logistics } from './logistics.ts'
import { gs1Measures } from './measures.ts'
import { gs1Services } from './services.ts'

export const gs1Table: readonly AiEntry[] = [
  ...gs1Goods,
  ...gs1Measures,
  ...gs1Logistics,
  ...gs1Details,
  ...gs1Services,
]

const entryByAi: ReadonlyMap<string, AiEntry> = new Map(gs1Table.map((entry) => [entry.ai, entry]))

/** No AI begins another, and its first two digits settle how many it has (§7.8.4). */
const lengthByPrefix: ReadonlyMap<string, number> = new Map(
  gs1Table.map(({ ai }) => [ai.slice(0, 2), ai.length]),
)

export const aiLengthMax = 4

export const entryOf = (ai: string): AiEntry | undefined => entryByAi.get(ai)

/** The row of the AI at `start` of the data. */
export function entryAt(data: string, start: number): AiEntry | undefined {
  const length = lengthByPrefix.get(data.slice(start, start + 2))
  return length === undefined ? undefined : entryByAi.get(data.slice(start, start + length))
}

/** Whether an AI is meant by a pattern of the table: `310n` means 3100 to 3109. */
export function matchesAi(pattern: string, ai: string): boolean {
  if (pattern.length !== ai.length) return false
  for (let at = 0; at < ai.length; at++) {
    if (pattern[at] !== 'n' && pattern[at] !== ai[at]) return false
  }
  return true
}
