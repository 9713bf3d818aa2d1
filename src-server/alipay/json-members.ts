/**
 * The members of a JSON object with the very characters they were written in. A signature covers those characters, so
 * a value must never be parsed and written anew before it was verified. Knows nothing about what the members mean.
 */

import { assert } from '../../domain/result.ts'

export interface JsonMember {
  readonly name: string
  /** The value as it was written, without the white space around it. */
  readonly raw: string
}

const whiteSpace: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r'])
const openers: ReadonlySet<string> = new Set(['{', '['])
const closers: ReadonlySet<string> = new Set(['}', ']'])

/** Behind the closing quote of the string that begins at `at`. */
function stringEnd(text: string, at: number): number {
  let end = at + 1
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end + 1
}

function skipSpace(text: string, at: number): number {
  let next = at
  while (whiteSpace.has(text[next] ?? '')) next += 1
  return next
}

/** Behind the value that begins at `at`: where its comma or its object's end stands. */
function valueEnd(text: string, at: number): number {
  let depth = 0
  let end = at
  while (end < text.length) {
    const character = text[end] ?? ''
    if (depth === 0 && (character === ',' || closers.has(character))) return end
    if (openers.has(character)) depth += 1
    if (closers.has(character)) depth -= 1
    end = character === '"' ? stringEnd(text, end) : end + 1
  }
  return end
}

/** `text` must be valid JSON of an object: this reads positions and does not judge. */
export function membersOf(text: string): readonly JsonMember[] {
  const members: JsonMember[] = []
  let at = skipSpace(text, skipSpace(text, 0) + 1)
  while (text[at] === '"') {
    const nameEnd = stringEnd(text, at)
    const name: unknown = JSON.parse(text.slice(at, nameEnd))
    assert(typeof name === 'string', 'a member has a name')
    const from = skipSpace(text, skipSpace(text, nameEnd) + 1)
    const end = valueEnd(text, from)
    members.push({ name, raw: text.slice(from, end).trimEnd() })
    at = skipSpace(text, end + 1)
  }
  return members
}
