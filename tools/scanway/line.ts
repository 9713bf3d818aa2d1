/**
 * The line protocol: one reading as JSON in, one identification as JSON out, by the function the lane calls. Any other
 * till can speak it too, so the conformance kit asks nothing else of one. Never throws, whatever the line.
 */

import * as v from 'valibot'
import { readingOf } from '../../domain/code/carrier.ts'
import type { Identified } from '../../domain/code/identified.ts'
import { identify, type LaneContext, laneContextDefault } from '../../domain/code/identify.ts'
import { symbologies } from '../../domain/code/retail-code.ts'
import { isStoreLayout, storeLayouts } from '../../domain/code/store-templates.ts'
import { parseJson } from '../../domain/parse.ts'

const lineSchema = v.object({
  data: v.string(),
  aim: v.optional(v.string()),
  format: v.optional(v.picklist(symbologies)),
  /** `pay` while a payment waits for the shopper's code. */
  state: v.optional(v.picklist(['basket', 'pay'])),
  /** Whose in-store layouts count. */
  store: v.optional(v.pipe(v.string(), v.check(isStoreLayout, 'no such store layout'))),
  /** The day of reading, which settles the centuries of dates. */
  today: v.optional(v.pipe(v.string(), v.isoDate())),
  minorDigits: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4))),
  shortGtin: v.optional(v.boolean()),
})

type Line = v.InferOutput<typeof lineSchema>

const contextOf = ({ state, store, today, minorDigits, shortGtin }: Line, year: number): LaneContext => ({
  isPaying: state === 'pay',
  year: today === undefined ? year : Number(today.slice(0, 4)),
  minorDigits: minorDigits ?? laneContextDefault.minorDigits,
  templates: store !== undefined && isStoreLayout(store) ? storeLayouts[store] : laneContextDefault.templates,
  permitsShortGtin: shortGtin ?? false,
})

const codeEndingLength = 4

/** As written out: a payment code is worth money until it is used, so only its ending is. */
function written(identified: Identified): object {
  if (identified.kind === 'unknown') {
    const { refusal, ...rest } = identified
    const { kind: reason, ...details } = refusal
    return { ...rest, refusal: { reason, ...details } }
  }
  if (identified.kind !== 'paymentCode') return identified
  const { code, ...rest } = identified
  return { ...rest, codeEnding: code.slice(-codeEndingLength) }
}

export const refusalLine = (reason: string, detail: string): string =>
  JSON.stringify({ kind: 'unknown', rule: 'line', refusal: { reason, detail } })

/** `year` is the one of today, for lines that do not say. */
export function answerLine(text: string, year: number): string {
  const parsed = parseJson(lineSchema, text)
  if (!parsed.ok) return refusalLine('NotAReading', parsed.error.reason)
  const line = parsed.value
  const { data, aim, format } = line
  const reading = aim === undefined && format === undefined ? readingOf(data) : { data, aim, format }
  return JSON.stringify(written(identify(reading, contextOf(line, year))))
}
