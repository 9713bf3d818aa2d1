/**
 * What checked GS1 elements mean to a till: which thing they name, and what they say of it. The same for element
 * strings of every symbol and for Digital Links.
 */

import { amountMinorMax } from '../../money.ts'
import { err, ok, type Result } from '../../result.ts'
import type { AiValues, Identified, IdentifyRefusal, PackFacts } from '../identified.ts'
import { associationRefusal } from './associations.ts'
import { isoDate } from './dates.ts'
import type { Gs1Element } from './elements.ts'
import { unusualMinorDigits } from './lists.ts'
import { entryOf } from './table.ts'

/** What the store adds to a label's own words. */
export interface LabelReading {
  /** The year in which the label is read, which settles its centuries. */
  readonly year: number
  /** Digits of the minor unit of the store's currency. */
  readonly minorDigits: number
}

/** How many decimal places the last digit of the AI puts into its value. */
const places = (ai: string): number => Number(ai.at(-1))

const gramsPerKilogram = 1000
const gramsPerPound = 453.592_37

/** Exact for kilograms to the gram; finer weights keep their decimals, pounds are rounded to the gram. */
function gramsOf({ ai, value }: Gs1Element): number {
  const units = Number(value)
  if (ai.startsWith('310')) return (units * gramsPerKilogram) / 10 ** places(ai)
  return Math.round((units / 10 ** places(ai)) * gramsPerPound)
}

/** An amount with implied decimals in minor units, where these can say it. */
function minorOf(ai: string, digits: string, minorDigits: number): Result<number, IdentifyRefusal> {
  const missing = minorDigits - places(ai)
  if (missing < 0 && /[1-9]/.test(digits.slice(missing))) return err({ kind: 'PriceTooFine', ai })
  const minor = missing < 0 ? Number(digits.slice(0, missing)) : Number(digits) * 10 ** missing
  return minor <= amountMinorMax ? ok(minor) : err({ kind: 'PriceTooLarge', ai })
}

const currencyDigits = 3

type Price = Pick<PackFacts, 'priceMinor' | 'currency'>

function priceOf(
  elements: readonly Gs1Element[],
  { minorDigits }: LabelReading,
): Result<Price, IdentifyRefusal> {
  const found = elements.find(({ ai }) => ai.startsWith('392') || ai.startsWith('393'))
  if (found === undefined) return ok({})
  const { ai, value } = found
  if (ai.startsWith('392')) {
    const minor = minorOf(ai, value, minorDigits)
    return minor.ok ? ok({ priceMinor: minor.value }) : minor
  }
  const currency = value.slice(0, currencyDigits)
  const minor = minorOf(ai, value.slice(currencyDigits), unusualMinorDigits.get(currency) ?? 2)
  return minor.ok ? ok({ priceMinor: minor.value, currency }) : minor
}

function packFacts(
  elements: readonly Gs1Element[],
  values: AiValues,
  { year }: LabelReading,
): Omit<PackFacts, 'priceMinor' | 'currency'> {
  const date = (ai: string) => (values[ai] === undefined ? undefined : isoDate(values[ai], year))
  const weight = elements.find(({ ai }) => ai.startsWith('310') || ai.startsWith('320'))
  const timed = values['7003']
  return {
    batch: values['10'],
    serial: values['21'],
    bestBefore: date('15'),
    sellBy: date('16'),
    expiry: timed === undefined ? date('17') : isoDate(timed.slice(0, 6), year),
    expiryTime: timed && `${timed.slice(6, 8)}:${timed.slice(8, 10)}`,
    productionDate: date('11'),
    packDate: date('13'),
    count: values['30'] === undefined ? undefined : Number(values['30']),
    weightGrams: weight && gramsOf(weight),
  }
}

/** Measures other than weight (AI 31nn, 32nn, 35nn, 36nn of trade items), which also make an item measured. */
const isMeasure = ({ ai }: Gs1Element): boolean => ai.length === 4 && /^3[1256]/.test(ai)

const variableMeasure = '9'

interface Told {
  readonly rule: string
  readonly ai: AiValues
}

const refused = (told: Told, refusal: IdentifyRefusal): Identified => ({ kind: 'unknown', ...told, refusal })

function itemOf(
  elements: readonly Gs1Element[],
  gtin: string,
  told: Told,
  reading: LabelReading,
): Identified {
  if (/^0+$/.test(gtin)) return refused(told, { kind: 'NotARetailCode' })
  const price = priceOf(elements, reading)
  if (!price.ok) return refused(told, price.error)
  const facts = { ...packFacts(elements, told.ai, reading), ...price.value }
  const isMeasured = elements.some(isMeasure)
  const needsMeasure = gtin.startsWith(variableMeasure) && !isMeasured && facts.count === undefined
  const kind = isMeasured || facts.priceMinor !== undefined ? 'weighedLabel' : undefined
  return {
    kind: kind ?? (facts.serial === undefined ? 'item' : 'serialisedItem'),
    ...told,
    gtin,
    ...facts,
    needsMeasure: needsMeasure || undefined,
  }
}

/** Coupons: GCN (255) with an amount perhaps, and the two forms of North America. */
function couponOf(
  elements: readonly Gs1Element[],
  code: string,
  told: Told,
  reading: LabelReading,
): Identified {
  const amount = elements.find(({ ai }) => ai.startsWith('390'))
  const value = amount && minorOf(amount.ai, amount.value, reading.minorDigits)
  if (value !== undefined && !value.ok) return refused(told, value.error)
  const last = told.ai['17']
  return {
    kind: 'coupon',
    ...told,
    code,
    valueMinor: value?.value,
    expiry: last === undefined ? undefined : isoDate(last, reading.year),
  }
}

/** GSRN of who receives a service: how loyalty cards are numbered in GS1 (§2.5). */
const memberAi = '8018'
const couponAis = ['255', '8110', '8112'] as const

/** Names the thing; `rule` says how its elements came in. Elements that cannot stand together are refused. */
export function meaningOfElements(
  elements: readonly Gs1Element[],
  rule: string,
  reading: LabelReading,
): Identified {
  const values: AiValues = Object.fromEntries(elements.map(({ ai, value }) => [ai, value]))
  const told = { rule, ai: values }
  const refusal = associationRefusal(elements)
  if (refusal !== undefined) return refused(told, refusal)
  const gtin = values['01']
  if (gtin !== undefined) return itemOf(elements, gtin, told, reading)
  for (const ai of couponAis) {
    if (values[ai] !== undefined) return couponOf(elements, values[ai], told, reading)
  }
  if (values[memberAi] !== undefined) return { kind: 'member', ...told, code: values[memberAi] }
  const key = elements.find(({ ai }) => entryOf(ai)?.qualifiers !== undefined) ?? elements[0]
  return refused(told, { kind: 'NotForATill', ai: key?.ai ?? '' })
}
