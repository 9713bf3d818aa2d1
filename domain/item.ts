/**
 * An item of the catalogue as a sale sees it. The store server writes it, lanes keep copies;
 * a line takes a copy at the scan, so that a later price change never alters what the shopper saw.
 */

import * as v from 'valibot'
import { amountMinorMax, unitPriceMinorMax } from './money.ts'

export const languages = ['zh-CN', 'en'] as const

export type Language = (typeof languages)[number]

/** Departments of a supermarket; each has a drawn picture. */
export const departments = [
  'produce',
  'meat',
  'seafood',
  'dairy',
  'bakery',
  'frozen',
  'staples',
  'snacks',
  'sweets',
  'drinks',
  'alcohol',
  'tobacco',
  'household',
  'care',
  'baby',
  'pet',
  'stationery',
  'home',
] as const

export type Department = (typeof departments)[number]

const nameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

export const gtinSchema = v.pipe(v.string(), v.regex(/^\d{14}$/))

export const amountSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(amountMinorMax))

export const unitPriceSchema = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(unitPriceMinorMax),
)

export const itemSchema = v.pipe(
  v.object({
    gtin: gtinSchema,
    names: v.pipe(v.object({ 'zh-CN': nameSchema, en: nameSchema }), v.readonly()),
    department: v.picklist(departments),
    /** Gross unit price, tax included; of weighed goods, the price of a kilogram. */
    priceMinor: unitPriceSchema,
    /** Contained tax in hundredths of a percent: 1300 is 13 %. */
    taxBasisPoints: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
    /** Age in years below which it may not be sold; 0 for everyone. */
    minimumAge: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
    /** Sold by weight: has no price without a scale or a label. */
    weighed: v.boolean(),
    /** `false` for what is withdrawn, not yet out, or not sold at a kiosk. */
    forSale: v.boolean(),
  }),
  v.readonly(),
)

export type Item = v.InferOutput<typeof itemSchema>
