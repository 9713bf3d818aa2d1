/**
 * The gateway's wall: what a merchant may put into `biz_content`, with the provider's lengths and forms. Fields it
 * does not know are let pass, as the provider lets them. Amounts are yuan in a string of two places at most.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import { jsonOf } from '../json.ts'
import { type Reply, refusals } from './reply.ts'
import { msOfBeijing } from './time.ts'

const text = (charsMax: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(charsMax))
const number = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_]{1,64}$/))

const amountFenMax = 100_000_000_00
/** Integer fen. */
const yuan = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}(?:\.\d{1,2})?$/),
  v.transform((amount) => {
    const [whole = '', part = ''] = amount.split('.')
    return Number(whole) * 100 + Number(part.padEnd(2, '0'))
  }),
  v.minValue(1),
  v.maxValue(amountFenMax),
)

const subject = v.pipe(text(256), v.regex(/^[^/=&]*$/))

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }
const expressMsMax = 15 * 86_400_000

/** `90m`, `2h`, `15d`: milliseconds. */
const express = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,4}[mhd]$/),
  v.transform((span) => Number(span.slice(0, -1)) * (unitMs[span.slice(-1)] ?? 0)),
  v.maxValue(expressMsMax),
)

const moment = v.pipe(v.string(), v.transform(msOfBeijing), v.finite())

const orderEntries = {
  out_trade_no: number,
  total_amount: yuan,
  subject,
  timeout_express: v.optional(express),
  time_expire: v.optional(moment),
  product_code: v.optional(text(64)),
}

export const precreateSchema = v.object({ ...orderEntries, qr_code_timeout_express: v.optional(express) })

export const paySchema = v.pipe(
  v.object({
    ...orderEntries,
    scene: v.picklist(['bar_code', 'security_code']),
    auth_code: text(64),
  }),
  v.check(({ scene, auth_code }) => scene === 'bar_code' || /^fp.{33}$/.test(auth_code), 'auth_code'),
)

export const tradeSchema = v.pipe(
  v.object({ out_trade_no: v.optional(number), trade_no: v.optional(text(64)) }),
  v.check(({ out_trade_no, trade_no }) => (out_trade_no ?? trade_no) !== undefined, 'out_trade_no'),
)
export type TradeNumbers = v.InferOutput<typeof tradeSchema>

export const refundSchema = v.pipe(
  v.object({
    ...tradeSchema.pipe[0].entries,
    refund_amount: yuan,
    out_request_no: v.optional(number),
    refund_reason: v.optional(text(256)),
  }),
  v.check(({ out_trade_no, trade_no }) => (out_trade_no ?? trade_no) !== undefined, 'out_trade_no'),
)

export const refundQuerySchema = v.object({ ...tradeSchema.pipe[0].entries, out_request_no: number })

export const billSchema = v.object({
  bill_type: v.picklist(['trade', 'signcustomer']),
  bill_date: v.pipe(v.string(), v.isoDate()),
})

/** `biz_content` through its schema, or the provider's refusal that names the field. */
export function readContent<TSchema extends v.GenericSchema>(
  schema: TSchema,
  content: string,
): Result<v.InferOutput<TSchema>, Reply> {
  const parsed = v.safeParse(schema, jsonOf(content))
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  return err(refusals.parameter(v.getDotPath(issue) ?? issue.message))
}
