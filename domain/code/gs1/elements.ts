/**
 * GS1 element strings: identifiers and values run together, a separator after each value of open length (GS1 General
 * Specifications §7.8). Reads only what came as GS1 data by its symbol; whether it did is not decided here.
 */

import { err, ok, type Result } from '../../result.ts'
import { type CheckFailure, checks } from './checks.ts'
import type { AiEntry, Charset, Part } from './entry.ts'
import { aiLengthMax, entryAt } from './table.ts'

/** FNC1 as scanners send it between values. */
export const separator = '\u001d'

/** More than any symbol carries; what is longer is not read at all. */
export const elementsMax = 64

export interface Gs1Element {
  readonly ai: string
  readonly value: string
}

export type ElementRefusal =
  | { readonly kind: 'NoElements' }
  | { readonly kind: 'TooManyElements' }
  /** `at` is what stands where an AI should. */
  | { readonly kind: 'UnknownAi'; readonly at: string }
  | { readonly kind: 'ValueTooShort' | 'ValueTooLong' | 'InvalidCharacter'; readonly ai: string }
  | { readonly kind: 'SeparatorSpelledOut'; readonly ai: string }
  | { readonly kind: 'InvalidValue'; readonly ai: string; readonly why: CheckFailure }

const patternOf: Readonly<Record<Charset, RegExp>> = {
  N: /^\d*$/,
  X: /^[!"%-?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[-0-9A-Z_a-z]*={0,2}$/,
}

/** A scanner set up to spell FNC1 in letters would otherwise glue the next value to this one. */
const spelledSeparator = /<(GS|FNC1|FNC|0x1D)>/i

/** Where it is padded, GS1 counts base64 in threes. */
const isPaddingWrong = (text: string): boolean => text.includes('=') && text.length % 3 !== 0

export const isOfCharset = (charset: Charset, text: string): boolean =>
  patternOf[charset].test(text) && !(charset === 'Z' && isPaddingWrong(text))

function partRefusal(ai: string, part: Part, text: string): ElementRefusal | undefined {
  if (!isOfCharset(part.charset, text)) return { kind: 'InvalidCharacter', ai }
  for (const name of part.checks) {
    const why = checks[name](text)
    if (why !== undefined) return { kind: 'InvalidValue', ai, why }
  }
  return undefined
}

/** What is wrong with a value, part by part; undefined where nothing is. */
export function valueRefusal(entry: AiEntry, value: string): ElementRefusal | undefined {
  const { ai } = entry
  if (value.length < entry.lengthMin) return { kind: 'ValueTooShort', ai }
  if (value.length > entry.lengthMax) return { kind: 'ValueTooLong', ai }
  if (spelledSeparator.test(value)) return { kind: 'SeparatorSpelledOut', ai }
  let at = 0
  for (const part of entry.parts) {
    const text = value.slice(at, at + part.lengthMax)
    if (text === '' && part.isOptional) break
    if (text.length < part.lengthMin) return { kind: 'ValueTooShort', ai }
    const refusal = partRefusal(ai, part, text)
    if (refusal !== undefined) return refusal
    at += text.length
  }
  return undefined
}

/** Where the value ends that begins at `start`: at its laid-down length, or at the next separator. */
function endOfValue(entry: AiEntry, data: string, start: number): number {
  const next = data.indexOf(separator, start)
  const end = next < 0 ? data.length : next
  return entry.isFixed ? Math.min(start + entry.lengthMax, end) : end
}

/**
 * Reads element strings, without the symbology identifier and without the FNC1 in front. A separator after a value of
 * fixed length, or at the very end, does no harm (§7.8.6.2). Refuses with the AI that is wrong.
 */
export function parseElements(data: string): Result<readonly Gs1Element[], ElementRefusal> {
  const elements: Gs1Element[] = []
  let at = 0
  while (at < data.length) {
    if (elements.length === elementsMax) return err({ kind: 'TooManyElements' })
    const entry = entryAt(data, at)
    if (entry === undefined) return err({ kind: 'UnknownAi', at: data.slice(at, at + aiLengthMax) })
    const start = at + entry.ai.length
    const end = endOfValue(entry, data, start)
    const value = data.slice(start, end)
    const refusal = valueRefusal(entry, value)
    if (refusal !== undefined) return err(refusal)
    elements.push({ ai: entry.ai, value })
    at = data[end] === separator ? end + 1 : end
  }
  return elements.length > 0 ? ok(elements) : err({ kind: 'NoElements' })
}
