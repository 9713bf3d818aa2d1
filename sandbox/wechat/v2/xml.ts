/**
 * The platform's side of v2's flat XML: reads what a merchant sent, writes what it answers. Written apart from the
 * store's own reader on purpose.
 */

import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import * as v from 'valibot'

export type Words = Readonly<Record<string, string>>

const parser = new XMLParser({ ignoreDeclaration: true, parseTagValue: false, processEntities: true })
const builder = new XMLBuilder({ cdataPropName: 'cdata' })
const documentSchema = v.strictObject({ xml: v.record(v.string(), v.string()) })

export function wordsOf(text: string): Words | undefined {
  if (text.includes('<!DOCTYPE')) return undefined
  // The parser throws at some broken markup; the merchant is told that it is no XML.
  try {
    const parsed =
      XMLValidator.validate(text) === true ? v.safeParse(documentSchema, parser.parse(text)) : undefined
    return parsed?.success ? parsed.output.xml : undefined
  } catch {
    return undefined
  }
}

/** Every value in a CDATA section, as the provider writes them. */
export const xmlOf = (words: Words): string =>
  builder.build({
    xml: Object.fromEntries(Object.entries(words).map(([name, value]) => [name, { cdata: value }])),
  })
