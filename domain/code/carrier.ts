/**
 * What kind of data a symbol carries, told by the symbol and never by its digits: GS1 elements only where FNC1 was
 * read, retail numbers only from EAN/UPC, plain text from the rest (GS1 General Specifications §5.1.3, ISO/IEC 15424).
 */

import { separator } from './gs1/elements.ts'
import type { Symbology } from './retail-code.ts'

/** One reading, from a scanner, a camera or a key pad. */
export interface Reading {
  readonly data: string
  /** The AIM identifier, `]d2`, where the scanner sent one. It outweighs `format`. */
  readonly aim?: string | undefined
  /** What the camera took the symbol for. Says nothing of FNC1. */
  readonly format?: Symbology | undefined
}

/** `unsaid`: nothing is known of the symbol; `foreign`: FNC1 marks the data of another standard. */
export type Carrier = 'elements' | 'retail' | 'itf' | 'linear' | 'matrix' | 'unsaid' | 'foreign'

export interface Carried {
  readonly carrier: Carrier
  readonly data: string
  readonly format: Symbology | undefined
  /** Why it counts as what it does. */
  readonly rule: string
}

const identifier = /^\]([A-Za-z])([0-9A-Za-z])$/

/** Identifiers whose modifier tells where FNC1 stood; all others say nothing of it (ISO/IEC 15424, annex). */
const carrierByAim: Readonly<Record<string, Carrier>> = {
  C0: 'linear',
  C1: 'elements',
  C2: 'foreign',
  C4: 'linear',
  e0: 'elements',
  d0: 'matrix',
  d1: 'matrix',
  d2: 'elements',
  d3: 'foreign',
  d4: 'matrix',
  d5: 'elements',
  d6: 'foreign',
  Q0: 'matrix',
  Q1: 'matrix',
  Q2: 'matrix',
  Q3: 'elements',
  Q4: 'elements',
  Q5: 'foreign',
  Q6: 'foreign',
  J0: 'matrix',
  J1: 'elements',
  J2: 'foreign',
  J3: 'matrix',
  J4: 'elements',
  J5: 'foreign',
}

const carrierByLetter: Readonly<Record<string, Carrier>> = { E: 'retail', I: 'itf', z: 'matrix', L: 'matrix' }

const formatByLetter: Readonly<Record<string, Symbology>> = {
  C: 'code128',
  e: 'databar',
  d: 'datamatrix',
  Q: 'qr',
}

const carrierByFormat: Readonly<Record<Symbology, Carrier>> = {
  ean13: 'retail',
  ean8: 'retail',
  upca: 'retail',
  upce: 'retail',
  itf14: 'itf',
  databar: 'elements',
  code128: 'linear',
  qr: 'matrix',
  datamatrix: 'matrix',
  other: 'linear',
}

/** `]E0` covers the whole family; the digits sent tell its members apart (ISO/IEC 15424, note on E). */
function retailFormat(modifier: string, digits: number): Symbology {
  if (modifier === '4') return 'ean8'
  if (modifier === '0' && digits <= 8) return 'upce'
  return digits === 12 ? 'upca' : 'ean13'
}

/** The FNC1 in front, which a scanner without identifiers may send as a separator, is no part of the data. */
const withoutFirst = (data: string): string => (data.startsWith(separator) ? data.slice(1) : data)

function byAim(letter: string, modifier: string, data: string): Carried {
  const carrier = carrierByAim[letter + modifier] ?? carrierByLetter[letter] ?? 'linear'
  const format = letter === 'E' ? retailFormat(modifier, data.length) : formatByLetter[letter]
  return {
    carrier,
    format,
    data: carrier === 'elements' ? withoutFirst(data) : data,
    rule: `aim-${letter}${modifier}`,
  }
}

/** A separator in the data is proof of FNC1 wherever the reader did not say otherwise. */
function withoutAim(data: string, format: Symbology | undefined): Carried {
  const carrier = format === undefined ? 'unsaid' : carrierByFormat[format]
  if (carrier !== 'elements' && carrier !== 'retail' && carrier !== 'itf' && data.includes(separator)) {
    return { carrier: 'elements', format, data: withoutFirst(data), rule: 'separator-seen' }
  }
  const rule = format === undefined ? 'no-identifier' : `format-${format}`
  return { carrier, format, data: carrier === 'elements' ? withoutFirst(data) : data, rule }
}

/** Undefined where `aim` is no identifier: then nothing can be said of the data. */
export function carriedBy({ data, aim, format }: Reading): Carried | undefined {
  if (aim === undefined || aim === '') return withoutAim(data, format)
  const [, letter, modifier] = identifier.exec(aim) ?? []
  return letter === undefined || modifier === undefined ? undefined : byAim(letter, modifier, data)
}

const identifierLength = 3

/** What a scanner sent, identifier in front, as a reading. Only one is ever taken off: a second is data. */
export function readingOf(sent: string): Reading {
  const aim = sent.slice(0, identifierLength)
  return identifier.test(aim) ? { data: sent.slice(identifierLength), aim } : { data: sent }
}
