/**
 * The store's rules of selling, as data: what is called back, what gets cheaper towards its date, how many may go and
 * at which hours not. The server keeps them, every lane holds a copy on its disk, and `decide` obeys them; here are
 * only their shapes and bounds.
 */

import * as v from 'valibot'
import type { IsoDate } from '../code/gs1/dates.ts'
import { isStoreLayout, type StoreLayout } from '../code/store-templates.ts'
import { departments, gtinSchema, type Item } from '../item.ts'

export const recallsMax = 500
/** Batches and serial numbers that one recall lists; beyond it, recall the whole item. */
export const recallNumbersMax = 1_000
/** Of all recalls of a store together: they travel to every lane. */
export const recalledNumbersMax = 5_000
const markdownsMax = 50
const limitsMax = 200
const hoursMax = 50

export const minutesPerDay = 1_440

export const ruleIdSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,40}$/))

/** AI 10 and AI 21 hold up to twenty characters (GS1 General Specifications §3.4.1, §3.5.1). */
export const labelNumberSchema = v.pipe(v.string(), v.regex(/^[!-z]{1,20}$/))

const labelNumbers = v.pipe(v.array(labelNumberSchema), v.maxLength(recallNumbersMax), v.readonly())

/** Packs that must not be sold: those of the batches and serial numbers named, of the whole item where none is. */
export const recallSchema = v.pipe(
  v.strictObject({
    recallId: ruleIdSchema,
    gtin: gtinSchema,
    batches: labelNumbers,
    serials: labelNumbers,
    /** For staff: why, and what to do with the pack. */
    reason: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  }),
  v.readonly(),
)

export type Recall = v.InferOutput<typeof recallSchema>

/** What a rule is about. */
const scopeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('item'), gtin: gtinSchema }),
  v.strictObject({ kind: v.literal('department'), department: v.picklist(departments) }),
  v.strictObject({ kind: v.literal('all') }),
])

export type Scope = Readonly<v.InferOutput<typeof scopeSchema>>

const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(minutesPerDay - 1))

/** With so many days left or fewer, so much off; 0 days left is the last day itself. */
const markdownRuleSchema = v.strictObject({
  ruleId: ruleIdSchema,
  scope: scopeSchema,
  daysLeftMax: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)),
  percentOff: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
})

/** The most pieces of the scope, all together, in one sale. */
const limitRuleSchema = v.strictObject({
  ruleId: ruleIdSchema,
  scope: scopeSchema,
  piecesMax: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
})

/** Not sold from one minute of the store's day up to, not including, another; over midnight where that is earlier. */
const hoursRuleSchema = v.pipe(
  v.strictObject({ ruleId: ruleIdSchema, scope: scopeSchema, fromMinute: minute, untilMinute: minute }),
  v.check(({ fromMinute, untilMinute }) => fromMinute !== untilMinute, 'a window of hours'),
)

const list = <S extends v.GenericSchema>(schema: S, max: number) =>
  v.pipe(v.array(schema), v.maxLength(max), v.readonly())

/** What the office sets as one document. */
export const sellingRulesSchema = v.strictObject({
  /** Whether what is past its best-before date is still sold; what expired never is. */
  sellsPastBestBefore: v.boolean(),
  /** Whose customs the labels of the store's own scales follow. */
  labelLayout: v.custom<StoreLayout>((name) => typeof name === 'string' && isStoreLayout(name)),
  markdowns: list(markdownRuleSchema, markdownsMax),
  limits: list(limitRuleSchema, limitsMax),
  hours: list(hoursRuleSchema, hoursMax),
})

export type SellingRules = Readonly<v.InferOutput<typeof sellingRulesSchema>>

/** As lanes are told. Fields that an older lane does not know yet are left out, so that it keeps its place. */
export const saleRulesSchema = v.object({
  ...sellingRulesSchema.entries,
  recalls: list(recallSchema, recallsMax),
})

export type SaleRules = Readonly<v.InferOutput<typeof saleRulesSchema>>

/** A store that has set none. */
export const noSellingRules: SellingRules = {
  sellsPastBestBefore: false,
  labelLayout: 'cn',
  markdowns: [],
  limits: [],
  hours: [],
}

export const noRules: SaleRules = { ...noSellingRules, recalls: [] }

/** The rules, and the store's date and minute they are held against. */
export interface SaleMoment {
  readonly rules: SaleRules
  readonly today: IsoDate
  /** Minutes since the store's midnight. */
  readonly minute: number
}

export function covers(scope: Scope, { gtin, department }: Pick<Item, 'gtin' | 'department'>): boolean {
  switch (scope.kind) {
    case 'item':
      return scope.gtin === gtin
    case 'department':
      return scope.department === department
    case 'all':
      return true
  }
}
