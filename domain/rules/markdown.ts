/**
 * What comes off a price because the day is near until which a pack is good. The greatest of the rules that apply
 * counts, never their sum.
 */

import * as v from 'valibot'
import type { IsoDate } from '../code/gs1/dates.ts'
import type { OnLabel } from '../code/scan.ts'
import type { Item } from '../item.ts'
import { daysFrom } from './days.ts'
import { covers, ruleIdSchema, type SaleMoment } from './sale-rules.ts'

/** Kept with the line, so that its price needs neither rule nor date again. */
export const markdownSchema = v.pipe(
  v.strictObject({
    ruleId: ruleIdSchema,
    percentOff: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)),
    /** The last day the label grants. */
    goodUntil: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)),
  }),
  v.readonly(),
)

export type Markdown = v.InferOutput<typeof markdownSchema>

/** The earliest of the days a label names. */
const goodUntilOf = ({ sellUntil, bestBefore }: OnLabel): IsoDate | undefined =>
  [sellUntil, bestBefore].filter((date) => date !== undefined).sort()[0]

/** The markdown of a pack with this label today, where any rule grants one. */
export function markdownOf(
  item: Pick<Item, 'gtin' | 'department'>,
  label: OnLabel,
  { rules, today }: SaleMoment,
): Markdown | undefined {
  const goodUntil = goodUntilOf(label)
  if (goodUntil === undefined) return undefined
  const daysLeft = daysFrom(today, goodUntil)
  const best = rules.markdowns
    .filter(({ scope, daysLeftMax }) => daysLeft <= daysLeftMax && covers(scope, item))
    .reduce<(typeof rules.markdowns)[number] | undefined>(
      (greatest, rule) => (greatest && greatest.percentOff >= rule.percentOff ? greatest : rule),
      undefined,
    )
  return best && { ruleId: best.ruleId, percentOff: best.percentOff, goodUntil }
}
