/**
 * The flat XML of WeChat Pay v2: one `<xml>` with one text per field. Anything else is refused by name: document
 * types and entities of its own (they can read files or grow without end), attributes, nesting, a field twice, too
 * much of anything. Never guesses at broken markup.
 */

import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { err, ok, type Result } from '../../../domain/result.ts'

export type Fields = Readonly<Record<string, string>>

export type XmlRefusal = { readonly kind: 'XmlTooLong' | 'XmlDeclaresTypes' | 'XmlMalformed' | 'XmlNotFlat' }

const charsMax = 65_536
const fieldsMax = 256
const fieldName = /^[A-Za-z_][0-9A-Za-z_]{0,63}$/

const parser = new XMLParser({
  ignoreAttributes: false,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  // Only the five that XML itself knows: documents with a type of their own never come here.
  processEntities: true,
})

const isText = (value: unknown): value is string => typeof value === 'string'
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  // The parser reports some broken markup by throwing; to this wall it is only a bad answer.
  try {
    return XMLValidator.validate(text) === true ? parser.parse(text) : undefined
  } catch {
    return undefined
  }
}

/** White space between the fields, as pretty printers leave it. */
const isBlank = ([name, value]: readonly [string, unknown]): boolean =>
  name === '#text' && isText(value) && value.trim() === ''

export function readXml(text: string): Result<Fields, XmlRefusal> {
  if (text.length > charsMax) return err({ kind: 'XmlTooLong' })
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return err({ kind: 'XmlDeclaresTypes' })
  const document = parsed(text)
  if (!isObject(document)) return err({ kind: 'XmlMalformed' })
  const { xml, ...others } = document
  const isLonely = Object.entries(others).every(isBlank)
  if (!isLonely || !isObject(xml)) return err({ kind: 'XmlNotFlat' })
  const entries = Object.entries(xml).filter((entry) => !isBlank(entry))
  const fields: Record<string, string> = {}
  for (const [name, value] of entries) {
    if (!fieldName.test(name) || !isText(value)) return err({ kind: 'XmlNotFlat' })
    fields[name] = value
  }
  return entries.length <= fieldsMax ? ok(fields) : err({ kind: 'XmlTooLong' })
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => escapes[char] ?? char)

export const writeXml = (fields: Fields): string =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('')}</xml>`
