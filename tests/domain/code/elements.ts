/** Element strings as people and GS1's test cases write them: `(01)…(10)…`, and `^` for FNC1. */

import { type ElementRefusal, type Gs1Element, valueRefusal } from '../../../domain/code/gs1/elements.ts'
import { entryOf } from '../../../domain/code/gs1/table.ts'

/** With an FNC1 in front, and one after every value of open length that another follows. */
export function writtenWithFnc1(elements: readonly Gs1Element[]): string {
  let text = ''
  let needsFnc1 = true
  for (const { ai, value } of elements) {
    text += `${needsFnc1 ? '^' : ''}${ai}${value}`
    needsFnc1 = !(entryOf(ai)?.isFixed ?? false)
  }
  return text
}

/** `\(` is a bracket of the value. Undefined where the text does not begin with an AI. */
export function bracketed(text: string): readonly Gs1Element[] | undefined {
  const heads = [...text.matchAll(/(?<!\\)\((\d{2,4})\)/g)]
  if (heads[0]?.index !== 0) return undefined
  return heads.map((head, at) => ({
    ai: head[1] ?? '',
    value: text.slice(head.index + head[0].length, heads[at + 1]?.index).replaceAll('\\(', '('),
  }))
}

/** The first wrong value among elements, by the rules of each alone. */
export function firstRefusal(elements: readonly Gs1Element[]): ElementRefusal | undefined {
  for (const { ai, value } of elements) {
    const entry = entryOf(ai)
    const refusal = entry === undefined ? { kind: 'UnknownAi' as const, at: ai } : valueRefusal(entry, value)
    if (refusal !== undefined) return refusal
  }
  return undefined
}
