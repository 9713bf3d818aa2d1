/**
 * Says what a code is before anything acts on it. The one place that decides so, for the lane, the command line and
 * every test: by its symbol first, then by the rules below in their order. It looks nothing up, knows no clock, never
 * throws, and never takes one kind for another to be helpful.
 */

import { codeStart, decodeMerchantCode } from '../emv/decode.ts'
import { schemeOf } from '../emv/scheme.ts'
import { type Carried, type Carrier, carriedBy, type Reading } from './carrier.ts'
import { readingYearDefault } from './gs1/dates.ts'
import { isLink, parseDigitalLink } from './gs1/digital-link.ts'
import { parseElements, separator } from './gs1/elements.ts'
import { meaningOfElements } from './gs1/meaning.ts'
import type { Identified, IdentifyRefusal } from './identified.ts'
import { isPayeeCode, paymentRuleOf } from './payment-codes.ts'
import { eanMeaning, retailMeaning, storeMeaning } from './retail-number.ts'
import { storeCodeOf } from './store-codes.ts'
import { type StoreTemplate, storeLayouts } from './store-templates.ts'

/** What the lane knows that the code does not say. */
export interface LaneContext {
  /** Whether a payment waits for the shopper's code. Only then are digits taken for one. */
  readonly isPaying: boolean
  readonly year: number
  /** Digits of the minor unit of the store's currency. */
  readonly minorDigits: number
  readonly templates: readonly StoreTemplate[]
  /** Reads GTINs of 8, 12 or 13 digits in Digital Links, against the letter of the standard. */
  readonly permitsShortGtin: boolean
}

export const laneContextDefault: LaneContext = {
  isPaying: false,
  year: readingYearDefault,
  minorDigits: 2,
  templates: storeLayouts.cn,
  permitsShortGtin: false,
}

/** The most digits one QR code holds. */
const codeLengthMax = 7089

const unknown = (rule: string, refusal: IdentifyRefusal): Identified => ({ kind: 'unknown', rule, refusal })

const printable = /^[\x20-\x7e]+$/
const isControl = (character: string): boolean => character < ' ' || character === '\u007f'

/** What no code of a store is made of. A separator is let through where GS1 elements are. */
function characterRefusal(data: string): IdentifyRefusal | undefined {
  if (data === '') return { kind: 'Empty' }
  if (data.length > codeLengthMax) return { kind: 'TooLong' }
  if (printable.test(data)) return undefined
  return { kind: [...data].some(isControl) ? 'ControlCharacter' : 'NotPrintable' }
}

function elementsMeaning({ data, rule }: Carried, context: LaneContext): Identified {
  const elements = parseElements(data)
  return elements.ok ? meaningOfElements(elements.value, rule, context) : unknown(rule, elements.error)
}

/** Web addresses stand in two-dimensional codes; a linear one with an address is nobody's product. */
function linkMeaning({ data, carrier }: Carried, context: LaneContext): Identified | undefined {
  if (carrier === 'linear' || !isLink(data)) return undefined
  const elements = parseDigitalLink(data, context)
  if (elements.ok) return meaningOfElements(elements.value, 'digital-link', context)
  if (context.isPaying && elements.error.kind === 'NotADigitalLink') return undefined
  return unknown('digital-link', elements.error)
}

/** Produce look-up codes (IFPS): four digits, or five of which the first says how it was grown. */
const produce = /^(?:[34]\d{3}|8[34]\d{3})$/
const organicProduce = /^9[34]\d{3}$/
const lookUp = /^\d{3,6}$/

function lookUpMeaning(data: string): Identified | undefined {
  if (!lookUp.test(data)) return undefined
  if (organicProduce.test(data)) return { kind: 'item', rule: 'plu-organic', lookUp: data, isOrganic: true }
  return { kind: 'item', rule: produce.test(data) ? 'plu' : 'store-look-up', lookUp: data }
}

/**
 * Numbers longer than a GTIN: in a payment they are wallets' codes, outside of it labels of the store or nothing.
 * Phones show their codes as QR or Code 128, never as GS1 elements: a pallet's number looks the same but says what it
 * is.
 */
function longMeaning({ data, carrier, format }: Carried, context: LaneContext): Identified | undefined {
  const { isPaying, templates } = context
  const isShown = carrier === 'unsaid' || format === 'qr' || format === 'code128'
  const payment = isShown ? paymentRuleOf(data) : undefined
  if (isPaying && payment !== undefined) {
    return { kind: 'paymentCode', rule: payment.name, wallet: payment.wallet, code: data }
  }
  if (isPaying && isPayeeCode(data)) return unknown('payee-code', { kind: 'PayeeCode' })
  const label = data.length > 14 && /^\d+$/.test(data) ? storeMeaning(data, templates) : undefined
  if (label !== undefined) return label
  return payment === undefined ? undefined : unknown(payment.name, { kind: 'NoPaymentWaiting' })
}

const mayBePayee: readonly Carrier[] = ['linear', 'matrix', 'unsaid']

/** EMVCo merchant data, whole and with their checksum: by them somebody is paid, in whatever script he is named. */
function merchantMeaning({ carrier, data }: Carried): Identified | undefined {
  if (!mayBePayee.includes(carrier) || !data.startsWith(codeStart)) return undefined
  const code = decodeMerchantCode(data)
  return code.ok ? unknown(`emv-${schemeOf(code.value) ?? 'merchant'}`, { kind: 'PayeeCode' }) : undefined
}

/** Text of a symbol that may say anything, or of nothing known: the first rule that fits decides. */
function textMeaning(carried: Carried, context: LaneContext): Identified {
  const { data, format } = carried
  const own = storeCodeOf(data)
  if (own !== undefined) return { kind: own.rule.kind, rule: own.rule.name, code: own.code }
  return (
    linkMeaning(carried, context) ??
    longMeaning(carried, context) ??
    lookUpMeaning(data) ??
    retailMeaning(data, format, context.templates)
  )
}

const itfDigits = 14

function carriedMeaning(carried: Carried, context: LaneContext): Identified {
  const { carrier, data, rule, format } = carried
  switch (carrier) {
    case 'elements':
      return elementsMeaning(carried, context)
    case 'retail':
      return eanMeaning(data, format, context.templates)
    case 'itf':
      if (data.length !== itfDigits) return unknown(rule, { kind: 'NotARetailCode' })
      return retailMeaning(data, format, context.templates)
    case 'foreign':
      return unknown(rule, { kind: 'NotGs1Data' })
    case 'linear':
    case 'matrix':
    case 'unsaid':
      return textMeaning(carried, context)
  }
}

/** Identifies one reading. Whatever it is given, it answers; `rule` says which rule decided. */
export function identify(reading: Reading, context: LaneContext = laneContextDefault): Identified {
  if (reading.data.length > codeLengthMax) return unknown('characters', { kind: 'TooLong' })
  const carried = carriedBy(reading)
  if (carried === undefined) return unknown('identifier', { kind: 'NotAnAimIdentifier' })
  const merchant = merchantMeaning(carried)
  if (merchant !== undefined) return merchant
  const { carrier, data } = carried
  const refusal = characterRefusal(carrier === 'elements' ? data.replaceAll(separator, '') : data)
  return refusal === undefined ? carriedMeaning(carried, context) : unknown('characters', refusal)
}
