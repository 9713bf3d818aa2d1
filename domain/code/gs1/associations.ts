/**
 * Which elements may stand together on one item: none twice with two values, none beside one it excludes, none
 * without those it needs (GS1 General Specifications §4.14). Judges the elements of all symbols on the item at once.
 */

import type { Gs1Element } from './elements.ts'
import { entryOf, matchesAi } from './table.ts'

export type AssociationRefusal =
  | { readonly kind: 'RepeatedAi'; readonly ai: string }
  | { readonly kind: 'ExcludedPair'; readonly ai: string; readonly beside: string }
  | { readonly kind: 'MissingAi'; readonly ai: string; readonly needs: readonly (readonly string[])[] }
  | { readonly kind: 'SignatureWithoutSerial'; readonly ai: string }

function repeated(elements: readonly Gs1Element[]): AssociationRefusal | undefined {
  const values = new Map<string, string>()
  for (const { ai, value } of elements) {
    const before = values.get(ai)
    if (before !== undefined && before !== value) return { kind: 'RepeatedAi', ai }
    values.set(ai, value)
  }
  return undefined
}

function excluded({ ai }: Gs1Element, present: readonly string[]): AssociationRefusal | undefined {
  for (const pattern of entryOf(ai)?.excludes ?? []) {
    const beside = present.find((other) => other !== ai && matchesAi(pattern, other))
    if (beside !== undefined) return { kind: 'ExcludedPair', ai, beside }
  }
  return undefined
}

function missing({ ai }: Gs1Element, present: readonly string[]): AssociationRefusal | undefined {
  const needs = entryOf(ai)?.needs ?? []
  if (needs.length === 0) return undefined
  const isThere = (pattern: string): boolean =>
    present.some((other) => other !== ai && matchesAi(pattern, other))
  return needs.some((group) => group.every(isThere)) ? undefined : { kind: 'MissingAi', ai, needs }
}

/** Lengths of keys whose serial number is an open end of the same value. */
const bareLength: ReadonlyMap<string, number> = new Map([
  ['253', 13],
  ['255', 13],
  ['8003', 14],
])

/** A signature (AI 8030) is of one single thing, so its key must carry a serial (§3.10). */
function unsigned(elements: readonly Gs1Element[]): AssociationRefusal | undefined {
  if (!elements.some(({ ai }) => ai === '8030')) return undefined
  const bare = elements.find(({ ai, value }) => value.length === bareLength.get(ai))
  return bare && { kind: 'SignatureWithoutSerial', ai: bare.ai }
}

/** The first thing wrong with the company the elements keep; undefined where nothing is. */
export function associationRefusal(elements: readonly Gs1Element[]): AssociationRefusal | undefined {
  const present = elements.map(({ ai }) => ai)
  for (const element of elements) {
    const refusal = excluded(element, present) ?? missing(element, present)
    if (refusal !== undefined) return refusal
  }
  return repeated(elements) ?? unsigned(elements)
}
