/**
 * Retail item codes: GTIN-8, -12, -13 and -14 with their check digits, and UPC-E in its short form.
 * A code that passes here is well-formed, not yet known: the catalogue decides that.
 */

import { err, ok, type Result } from '../result.ts'

/** A GTIN as fourteen digits, zero-filled on the left (GS1 General Specifications §2.1). */
export type Gtin = string

export type CodeRefusal =
  | { readonly kind: 'NotARetailCode' }
  | { readonly kind: 'WrongCheckDigit'; readonly expected: string }

/** What the scanner or the camera says the symbol was, where it says anything. */
export const symbologies = [
  'ean13',
  'ean8',
  'upca',
  'upce',
  'code128',
  'itf14',
  'databar',
  'qr',
  'datamatrix',
  'other',
] as const

export type Symbology = (typeof symbologies)[number]

/** Check digit of GS1 keys: weights 3 and 1 from the right (GS1 General Specifications §7.9.1). */
export function checkDigit(body: string): string {
  let sum = 0
  for (let index = body.length - 1, weight = 3; index >= 0; index--, weight = 4 - weight) {
    sum += Number(body[index]) * weight
  }
  return String((10 - (sum % 10)) % 10)
}

/** The six middle digits of a UPC-E widened to the eleven of UPC-A (GS1 General Specifications §5.2.2.4). */
function widenUpcE(numberSystem: string, six: string): string {
  const last = six[5]
  if (last === '0' || last === '1' || last === '2') {
    return `${numberSystem}${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`
  }
  if (last === '3') return `${numberSystem}${six.slice(0, 3)}00000${six.slice(3, 5)}`
  if (last === '4') return `${numberSystem}${six.slice(0, 4)}00000${six[4]}`
  return `${numberSystem}${six.slice(0, 5)}0000${last}`
}

function checked(digits: string): Result<Gtin, CodeRefusal> {
  const expected = checkDigit(digits.slice(0, -1))
  return expected === digits.slice(-1)
    ? ok(digits.padStart(14, '0'))
    : err({ kind: 'WrongCheckDigit', expected })
}

function parseUpcE(text: string): Result<Gtin, CodeRefusal> {
  const digits = text.length === 6 ? `0${text}` : text
  if (!/^[01]\d{6,7}$/.test(digits)) return err({ kind: 'NotARetailCode' })
  const body = widenUpcE(digits.slice(0, 1), digits.slice(1, 7))
  return digits.length === 7 ? ok(`${body}${checkDigit(body)}`.padStart(14, '0')) : checked(body + digits[7])
}

/**
 * Reads a well-formed item code. `text` is digits as scanned or typed; `symbology` widens UPC-E, which
 * by its digits alone cannot be told from EAN-8. Refuses other lengths, other characters, a wrong check digit.
 */
export function parseRetailCode(text: string, symbology?: Symbology): Result<Gtin, CodeRefusal> {
  if (symbology === 'upce' && text.length <= 8) return parseUpcE(text)
  if (!/^(\d{8}|\d{12,14})$/.test(text) || /^0+$/.test(text)) return err({ kind: 'NotARetailCode' })
  return checked(text)
}

/** A GTIN as the integer that keys the catalogue: fourteen digits fit exactly into a double. */
export const gtinToKey = (gtin: Gtin): number => Number(gtin)

export const keyToGtin = (key: number): Gtin => String(key).padStart(14, '0')

/** The shortest customary spelling for people: 13 digits, or 8 for a GTIN-8. */
export function shownGtin(gtin: Gtin): string {
  if (gtin.startsWith('000000')) return gtin.slice(6)
  return gtin.startsWith('0') ? gtin.slice(1) : gtin
}
