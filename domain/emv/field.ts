/**
 * The grammar of EMVCo codes: fields of two digits number, two digits length, value, one after the other, at every
 * depth (EMVCo MPM §3). A length counts characters, here Unicode code points, and never bytes.
 */

import { err, ok, type Result } from '../result.ts'
import type { EmvRefusal } from './refusal.ts'

export interface Field {
  /** `00`–`99`. */
  readonly id: string
  readonly value: string
}

/** A field made of fields, of which the first names whose they are. */
export interface Template {
  readonly id: string
  /** A reverse domain, an application identifier or a UUID. */
  readonly guid: string
  readonly fields: readonly Field[]
}

const valueLengthMax = 99

const guidId = '00'
const twoDigits = /^\d{2}$/

const placed = (kind: Extract<EmvRefusal, { at: string }>['kind'], at: string) =>
  err<EmvRefusal>({ kind, at })

/** The field that begins at `from`; `within` is the path of the field around it, dot included. */
function fieldAt(characters: readonly string[], from: number, within: string): Result<Field, EmvRefusal> {
  const id = characters.slice(from, from + 2).join('')
  if (!twoDigits.test(id)) return placed('IdMalformed', `${within}?`)
  const at = within + id
  const length = characters.slice(from + 2, from + 4).join('')
  if (!twoDigits.test(length)) return placed('LengthMalformed', at)
  if (length === '00') return placed('EmptyField', at)
  const value = characters.slice(from + 4, from + 4 + Number(length))
  return value.length < Number(length) ? placed('Truncated', at) : ok({ id, value: value.join('') })
}

/** All fields of a text, in its order. A number that stands twice is refused: which one counts, nobody could say. */
export function readFields(text: string, within = ''): Result<readonly Field[], EmvRefusal> {
  const characters = Array.from(text)
  const byId = new Map<string, Field>()
  for (let from = 0; from < characters.length; ) {
    const field = fieldAt(characters, from, within)
    if (!field.ok) return field
    const { id, value } = field.value
    if (byId.has(id)) return placed('DuplicateField', within + id)
    byId.set(id, field.value)
    from += 4 + Array.from(value).length
  }
  return ok([...byId.values()])
}

export function readTemplate({ id, value }: Field): Result<Template, EmvRefusal> {
  const fields = readFields(value, `${id}.`)
  if (!fields.ok) return fields
  const guid = fields.value.find((field) => field.id === guidId)?.value
  if (guid === undefined) return placed('FieldMissing', `${id}.${guidId}`)
  return ok({ id, guid, fields: fields.value.filter((field) => field.id !== guidId) })
}

/** Writes the fields in the order of their numbers. */
export function writeFields(fields: readonly Field[], within = ''): Result<string, EmvRefusal> {
  let text = ''
  for (const { id, value } of fields.toSorted((one, other) => Number(one.id) - Number(other.id))) {
    const { length } = Array.from(value)
    if (!twoDigits.test(id)) return placed('IdMalformed', within + id)
    if (length === 0) return placed('EmptyField', within + id)
    if (length > valueLengthMax) return placed('ValueTooLong', within + id)
    text += id + String(length).padStart(2, '0') + value
  }
  return ok(text)
}

export function writeTemplate({ id, guid, fields }: Template): Result<Field, EmvRefusal> {
  const value = writeFields([{ id: guidId, value: guid }, ...fields], `${id}.`)
  return value.ok ? ok({ id, value: value.value }) : value
}
