/**
 * What one GS1 application identifier (AI) is: its title, the parts of its value, and which other AIs it needs or
 * cannot stand beside (GS1 General Specifications §3 and §4.14). Holds the words in which the table is written, no
 * rows and no rules.
 */

import type { CheckName } from './checks.ts'

/** N digits, X the 82 characters of ISO/IEC 646, Y the 39 of part numbers, Z base64 for URLs (§7.11). */
export type Charset = 'N' | 'X' | 'Y' | 'Z'

export interface Part {
  readonly charset: Charset
  readonly lengthMin: number
  readonly lengthMax: number
  readonly isOptional: boolean
  readonly checks: readonly CheckName[]
}

export interface AiEntry {
  readonly ai: string
  readonly title: string
  readonly parts: readonly Part[]
  readonly lengthMin: number
  readonly lengthMax: number
  /** Its length is laid down, so no separator follows it (§7.8.5). */
  readonly isFixed: boolean
  /** May stand in the query of a Digital Link. */
  readonly isAttribute: boolean
  /** One of these groups must be there, whole. Empty: it needs nothing. `n` stands for any digit. */
  readonly needs: readonly (readonly string[])[]
  readonly excludes: readonly string[]
  /** Set for keys that open a Digital Link: the orders in which its qualifiers may follow. */
  readonly qualifiers: readonly (readonly string[])[] | undefined
}

/** How a row says the rest: AIs apart by spaces, `+` for both, `|` for one order or another. */
interface Traits {
  readonly fixed?: true
  readonly attribute?: false
  readonly needs?: string
  readonly excludes?: string
  readonly key?: string
}

const part =
  (charset: Charset, isVariable: boolean) =>
  (length: number, ...checks: readonly CheckName[]): Part => ({
    charset,
    lengthMin: isVariable ? 1 : length,
    lengthMax: length,
    isOptional: false,
    checks,
  })

export const n = part('N', false)
export const nUpTo = part('N', true)
export const x = part('X', false)
export const xUpTo = part('X', true)
export const yUpTo = part('Y', true)
export const zUpTo = part('Z', true)

export const optional = (whole: Part): Part => ({ ...whole, isOptional: true })

const words = (text: string | undefined): readonly string[] => (text ? text.split(' ') : [])

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

export function ai(id: string, title: string, parts: readonly Part[], traits: Traits = {}): AiEntry {
  return {
    ai: id,
    title,
    parts,
    lengthMin: sum(parts.filter(({ isOptional }) => !isOptional).map(({ lengthMin }) => lengthMin)),
    lengthMax: sum(parts.map(({ lengthMax }) => lengthMax)),
    isFixed: traits.fixed ?? false,
    isAttribute: traits.attribute ?? true,
    needs: words(traits.needs).map((group) => group.split('+')),
    excludes: words(traits.excludes),
    qualifiers: traits.key?.split('|').map(words),
  }
}

/** The same row for every AI from `first` to `last`. */
export function each(
  first: number,
  last: number,
  title: string,
  parts: readonly Part[],
  traits?: Traits,
): readonly AiEntry[] {
  return Array.from({ length: last - first + 1 }, (_, step) => ai(String(first + step), title, parts, traits))
}
