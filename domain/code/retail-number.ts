/**
 * What the digits of an EAN or UPC symbol mean: most are items, but some ranges belong to stores, coupons and vouchers
 * (GS1 General Specifications §1.4.2 and §2.1.14), and periodicals carry an add-on.
 */

import type { Identified, IdentifyRefusal } from './identified.ts'
import { type Gtin, parseRetailCode, type Symbology } from './retail-code.ts'
import { storeNumberOf } from './store-number.ts'
import type { StoreTemplate } from './store-templates.ts'

interface Range {
  readonly name: string
  /** Of the thirteen digits. */
  readonly pattern: RegExp
  readonly kind: 'item' | 'coupon' | 'depositVoucher'
}

/** In the order in which they are tried; what fits none is a trade item of a maker. */
const retailRanges: readonly Range[] = [
  { name: 'store-number', pattern: /^(02|2\d)/, kind: 'item' },
  { name: 'company-number', pattern: /^04/, kind: 'item' },
  { name: 'upc-coupon', pattern: /^05/, kind: 'coupon' },
  { name: 'periodical', pattern: /^977/, kind: 'item' },
  { name: 'book', pattern: /^97[89]/, kind: 'item' },
  { name: 'refund-receipt', pattern: /^980/, kind: 'depositVoucher' },
  { name: 'coupon-common-currency', pattern: /^98[1-4]/, kind: 'coupon' },
  { name: 'coupon', pattern: /^99/, kind: 'coupon' },
]

const unknown = (rule: string, refusal: IdentifyRefusal): Identified => ({ kind: 'unknown', rule, refusal })

/** What the layouts of the store make of its thirteen digits, or of more. */
export function storeMeaning(digits: string, templates: readonly StoreTemplate[]): Identified | undefined {
  const found = storeNumberOf(digits, templates)
  if (found === undefined) return undefined
  if (found.kind === 'WrongCheckDigit') return unknown('store-number', found)
  if (found.kind === 'WrongVerifier') {
    return unknown(found.template.name, { kind: 'WrongVerifier', expected: found.expected })
  }
  const { template, gtin, itemNumber, priceMinor, weightGrams } = found
  const rule = template.name
  if (template.kind === 'depositVoucher')
    return { kind: 'depositVoucher', rule, code: digits, valueMinor: priceMinor }
  return { kind: 'weighedLabel', rule, gtin, itemNumber, priceMinor, weightGrams }
}

/** Eight digits that begin with 0 or 2 are a company's own, not a GTIN-8 (§2.1.13). */
const isOwnEight = (gtin: Gtin): boolean => /^000000[02]/.test(gtin)

function meaningOfGtin(gtin: Gtin, templates: readonly StoreTemplate[]): Identified {
  if (isOwnEight(gtin)) return { kind: 'item', rule: 'company-number-8', gtin }
  if (gtin.startsWith('000000')) return { kind: 'item', rule: 'gtin-8', gtin }
  if (!gtin.startsWith('0')) return { kind: 'item', rule: 'gtin-14', gtin }
  const digits = gtin.slice(1)
  const range = retailRanges.find(({ pattern }) => pattern.test(digits))
  if (range === undefined) return { kind: 'item', rule: 'gtin-13', gtin }
  const { name: rule, kind } = range
  if (kind !== 'coupon') {
    const meant = storeMeaning(digits, templates)
    if (meant !== undefined) return meant
  }
  return kind === 'item' ? { kind, rule, gtin } : { kind, rule, code: digits }
}

/** Digits of a retail symbol, or of text that is nothing but a GTIN. The whole number was read: no add-on. */
export function retailMeaning(
  digits: string,
  format: Symbology | undefined,
  templates: readonly StoreTemplate[],
): Identified {
  const gtin = parseRetailCode(digits, format)
  if (!gtin.ok) return unknown('retail-number', gtin.error)
  return meaningOfGtin(gtin.value, templates)
}

const ean13Digits = 13
const addOnDigits = [2, 5]

/** Decoders send the short forms as they are, or widened to thirteen digits. */
const digitsByFormat: Readonly<Partial<Record<Symbology, readonly number[]>>> = {
  ean8: [8],
  upce: [6, 7, 8, 12, 13],
}
const otherDigits = [12, 13]

/**
 * Digits of an EAN or UPC symbol, which has room for a GTIN of 8, 12 or 13 digits and no other. Two or five more are
 * its add-on, which readers send in the same run (`]E3`).
 */
export function eanMeaning(
  digits: string,
  format: Symbology | undefined,
  templates: readonly StoreTemplate[],
): Identified {
  const addOn = digits.slice(ean13Digits)
  if (addOnDigits.includes(addOn.length) && /^\d+$/.test(addOn)) {
    const main = retailMeaning(digits.slice(0, ean13Digits), 'ean13', templates)
    return main.kind === 'item' ? { ...main, addOn } : main
  }
  const fits = (format && digitsByFormat[format]) ?? otherDigits
  return fits.includes(digits.length)
    ? retailMeaning(digits, format, templates)
    : unknown('retail-number', { kind: 'NotARetailCode' })
}
