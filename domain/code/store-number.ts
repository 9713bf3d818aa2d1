/**
 * Reads an in-store number by the layouts of the store: which item, at what price or weight. A number that fits a
 * layout but for its verifier is a misread, and refused as such.
 */

import { priceVerifier } from './price-verifier.ts'
import { checkDigit, type Gtin } from './retail-code.ts'
import type { StoreTemplate } from './store-templates.ts'

export type StoreNumber =
  | {
      readonly kind: 'read'
      readonly template: StoreTemplate
      /** Prefix and item digits, as scales and price lists know it. */
      readonly itemNumber: string
      /** The number with nothing for price and weight: the one under which a catalogue holds the item. */
      readonly gtin: Gtin
      readonly priceMinor: number | undefined
      readonly weightGrams: number | undefined
    }
  | { readonly kind: 'WrongVerifier'; readonly template: StoreTemplate; readonly expected: string }
  | { readonly kind: 'WrongCheckDigit'; readonly expected: string }

const isDigit = (place: string): boolean => place >= '0' && place <= '9'

/** The digits at the places of one letter, together. */
const at = (layout: string, digits: string, letters: string): string =>
  [...layout].flatMap((place, index) => (letters.includes(place) ? [digits.charAt(index)] : [])).join('')

function fits({ layout }: StoreTemplate, digits: string): boolean {
  if (layout.length !== digits.length) return false
  for (let place = 0; isDigit(layout.charAt(place)); place++) {
    if (layout[place] !== digits[place]) return false
  }
  return true
}

/** The GTIN is that of thirteen digits: what a longer number adds to price and weight is no part of the item. */
function itemGtin(itemNumber: string): Gtin {
  const body = itemNumber.padEnd(12, '0')
  return `0${body}${checkDigit(body)}`
}

const times = (digits: string, unit: number | undefined): number | undefined =>
  digits === '' || unit === undefined ? undefined : Number(digits) * unit

function read(template: StoreTemplate, digits: string): StoreNumber {
  const { layout } = template
  const expected = checkDigit(digits.slice(0, -1))
  if (expected !== digits.slice(-1)) return { kind: 'WrongCheckDigit', expected }
  const [price, weight] = [at(layout, digits, 'P'), at(layout, digits, 'W')]
  const verifier = at(layout, digits, 'V')
  const verified = priceVerifier(price || weight)
  if (verifier !== '' && verified !== undefined && verifier !== verified) {
    return { kind: 'WrongVerifier', template, expected: verified }
  }
  const prefix = [...layout].filter(isDigit).join('')
  const itemNumber = prefix + at(layout, digits, 'I')
  return {
    kind: 'read',
    template,
    itemNumber,
    gtin: itemGtin(itemNumber),
    priceMinor: times(price, template.minorPerUnit),
    weightGrams: times(weight, template.gramsPerUnit),
  }
}

/** Undefined where no layout of the store begins so: then it is a number like any other. */
export function storeNumberOf(digits: string, templates: readonly StoreTemplate[]): StoreNumber | undefined {
  const template = templates.find((candidate) => fits(candidate, digits))
  return template && read(template, digits)
}
