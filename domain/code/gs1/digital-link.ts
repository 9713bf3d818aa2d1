/**
 * GS1 Digital Link URIs (standard 1.6): the same identifiers and values as in element strings, in the path and query
 * of a web address of any domain. A till reads the address and never follows it. What could lead a reader astray
 * (names before the host, dots in the path, values encoded twice) is refused.
 */

import { err, ok, type Result } from '../../result.ts'
import { looksCompressed } from './compressed-link.ts'
import { type ElementRefusal, elementsMax, type Gs1Element, valueRefusal } from './elements.ts'
import type { AiEntry } from './entry.ts'
import { entryOf } from './table.ts'

/** A QR code of this length would no longer be read at a till. */
const linkLengthMax = 2048

export interface LinkRules {
  /** Reads a GTIN of 8, 12 or 13 digits as the one of 14 it stands for. The standard forbids it; labels do it. */
  readonly permitsShortGtin: boolean
}

export type LinkRefusal =
  | { readonly kind: 'NotADigitalLink' }
  | { readonly kind: 'CompressedLink' }
  | { readonly kind: 'LinkTooLong' }
  | { readonly kind: 'InvalidLinkCharacter' }
  | { readonly kind: 'UserInfoInLink' }
  | { readonly kind: 'DotsInPath' }
  | { readonly kind: 'EncodedTwice'; readonly ai: string }
  | { readonly kind: 'NotALinkAttribute'; readonly ai: string }
  | { readonly kind: 'QualifierOutOfOrder'; readonly ai: string }
  | { readonly kind: 'EmptyLinkValue'; readonly ai: string }
  | { readonly kind: 'TwiceInLink'; readonly ai: string }
  | ElementRefusal

type Read<T> = Result<T, LinkRefusal>

/** All of it in small letters, or all in capitals: those cost a QR code fewer modules. */
const scheme = /^(?:https?|HTTPS?):\/\//

/** Schemes are compared without regard to case before the path is looked at: what else is a link is not ours. */
export const isLink = (text: string): boolean => /^https?:\/\//i.test(text)

/** What RFC 3986 allows anywhere in an address. */
const addressCharacters = /^(?:[-0-9A-Za-z._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/

const hostCharacters = /^(?:[-0-9A-Za-z.]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/

const isDots = (segment: string): boolean => /^(?:\.|%2e){1,2}$/i.test(segment)

const stillEncoded = /%[0-9A-Fa-f]{2}/

/** Percent sequences as bytes; what is not one stays as it is. In a query, `+` is a space. */
export function unescapeUri(text: string, isQuery: boolean): string {
  const spaced = isQuery ? text.replaceAll('+', ' ') : text
  return spaced.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** Values that hold percent sequences of their own (AI 4300 and others) may be encoded once more. */
const holdsEncoding = (entry: AiEntry): boolean =>
  entry.parts.some(({ checks }) => checks.includes('percentEncoded'))

const shortGtin = /^(?:\d{8}|\d{12,13})$/

function element(entry: AiEntry, encoded: string, isQuery: boolean, rules: LinkRules): Read<Gs1Element> {
  const { ai } = entry
  if (encoded === '') return err({ kind: 'EmptyLinkValue', ai })
  const decoded = unescapeUri(encoded, isQuery)
  if (stillEncoded.test(decoded) && !holdsEncoding(entry)) return err({ kind: 'EncodedTwice', ai })
  const isShort = ai === '01' && rules.permitsShortGtin && shortGtin.test(decoded)
  const value = isShort ? decoded.padStart(14, '0') : decoded
  const refusal = valueRefusal(entry, value)
  return refusal === undefined ? ok({ ai, value }) : err(refusal)
}

/** Qualifiers may be left out, but not change places, nor mix two orders (§4.3). */
function orderRefusal(key: AiEntry, present: readonly string[]): LinkRefusal | undefined {
  const follows = (order: readonly string[]): boolean => {
    const places = present.map((ai) => order.indexOf(ai))
    return places.every((place, at) => place >= 0 && place > (places[at - 1] ?? -1))
  }
  if (present.length === 0 || key.qualifiers?.some(follows)) return undefined
  return { kind: 'QualifierOutOfOrder', ai: present[0] ?? key.ai }
}

/** The last key in the path opens the identification: what stands before it is the owner's stem. */
function keyPlace(segments: readonly string[]): number {
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    if (entryOf(segments[at] ?? '')?.qualifiers !== undefined) return at
  }
  return -1
}

interface Path {
  readonly key: AiEntry
  readonly elements: readonly Gs1Element[]
}

function readPath(segments: readonly string[], rules: LinkRules): Read<Path> {
  const start = keyPlace(segments)
  const key = entryOf(segments[start] ?? '')
  if (start < 0 || key === undefined) {
    return err({ kind: looksCompressed(segments.at(-1) ?? '') ? 'CompressedLink' : 'NotADigitalLink' })
  }
  const elements: Gs1Element[] = []
  const qualifiers: string[] = []
  for (let at = start; at < segments.length; at += 2) {
    const id = segments[at] ?? ''
    const entry = entryOf(id)
    if (entry === undefined) return err({ kind: 'UnknownAi', at: id })
    if (at > start) qualifiers.push(id)
    const read = element(entry, segments[at + 1] ?? '', false, rules)
    if (!read.ok) return read
    elements.push(read.value)
  }
  const refusal = orderRefusal(key, qualifiers)
  return refusal === undefined ? ok({ key, elements }) : err(refusal)
}

/** Names that are no numbers are the owner's own parameters and say nothing to a till. */
function readQuery(query: string, key: AiEntry, rules: LinkRules): Read<readonly Gs1Element[]> {
  const elements: Gs1Element[] = []
  for (const pair of query.split(/[&;]/, linkLengthMax)) {
    const [name = '', ...rest] = pair.split('=')
    if (!/^\d+$/.test(name)) continue
    if (elements.length === elementsMax) return err({ kind: 'TooManyElements' })
    const entry = entryOf(name)
    if (entry === undefined) return err({ kind: 'UnknownAi', at: name })
    const belongsInPath = key.qualifiers?.some((order) => order.includes(name)) ?? false
    if (!entry.isAttribute || belongsInPath) return err({ kind: 'NotALinkAttribute', ai: name })
    const read = element(entry, rest.join('='), true, rules)
    if (!read.ok) return read
    elements.push(read.value)
  }
  return ok(elements)
}

function addressRefusal(uri: string): LinkRefusal | undefined {
  if (uri.length > linkLengthMax) return { kind: 'LinkTooLong' }
  if (!scheme.test(uri)) return { kind: 'NotADigitalLink' }
  if (!addressCharacters.test(uri)) return { kind: 'InvalidLinkCharacter' }
  const host = uri.replace(scheme, '').split(/[/?#]/, 1)[0] ?? ''
  if (host.includes('@')) return { kind: 'UserInfoInLink' }
  return hostCharacters.test(host) ? undefined : { kind: 'NotADigitalLink' }
}

/** Reads a Digital Link into elements: those of its path first, then those of its query. */
export function parseDigitalLink(
  uri: string,
  rules: LinkRules = { permitsShortGtin: false },
): Read<readonly Gs1Element[]> {
  const refusal = addressRefusal(uri)
  if (refusal !== undefined) return err(refusal)
  const [address = ''] = uri.replace(scheme, '').split('#', 1)
  const queryAt = address.indexOf('?')
  const [, ...segments] = (queryAt < 0 ? address : address.slice(0, queryAt)).split('/')
  if (segments.some(isDots)) return err({ kind: 'DotsInPath' })
  const path = readPath(segments, rules)
  if (!path.ok) return path
  const query = queryAt < 0 ? ok([]) : readQuery(address.slice(queryAt + 1), path.value.key, rules)
  if (!query.ok) return query
  const elements = [...path.value.elements, ...query.value]
  const twice = elements.find(({ ai }, at) => elements.findIndex((other) => other.ai === ai) < at)
  return twice === undefined ? ok(elements) : err({ kind: 'TwiceInLink', ai: twice.ai })
}
