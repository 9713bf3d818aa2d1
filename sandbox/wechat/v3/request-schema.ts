/**
 * The gateway's wall: what a merchant may send, field by field, with the provider's lengths and character sets.
 * Unknown fields are refused as the provider refuses them. Amounts are integer fen and never strings.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../../../domain/result.ts'
import { jsonOf } from '../../json.ts'
import { type Reply, refusals } from './reply.ts'

const text = (charsMax: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(charsMax))
const fen = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000_000_00))
const outTradeNo = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_\-|*]{6,32}$/))
const outRefundNo = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_\-|*@]{1,64}$/))
const rfc3339 = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/),
  v.check((moment) => Number.isFinite(Date.parse(moment))),
)

/** The provider takes https addresses without a query; the loopback of a sandbox has no certificate. */
const notifyUrl = v.pipe(
  text(255),
  v.url(),
  v.regex(/^https:\/\/[^?#]+$|^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/[^?#]*)?$/),
)
const anyObject = v.looseObject({})

export const nativeSchema = v.strictObject({
  appid: text(32),
  mchid: text(32),
  description: text(127),
  out_trade_no: outTradeNo,
  time_expire: v.optional(rfc3339),
  attach: v.optional(text(128)),
  notify_url: notifyUrl,
  goods_tag: v.optional(text(32)),
  support_fapiao: v.optional(v.boolean()),
  amount: v.strictObject({ total: fen, currency: v.optional(v.literal('CNY')) }),
  detail: v.optional(anyObject),
  scene_info: v.optional(anyObject),
  settle_info: v.optional(anyObject),
})

export const codepaySchema = v.strictObject({
  appid: text(32),
  mchid: text(32),
  description: text(127),
  out_trade_no: outTradeNo,
  attach: v.optional(text(128)),
  goods_tag: v.optional(text(32)),
  amount: v.strictObject({ total: fen, currency: v.optional(v.literal('CNY')) }),
  payer: v.strictObject({ auth_code: text(128) }),
  scene_info: v.strictObject({
    device_id: v.optional(text(32)),
    device_ip: v.optional(v.pipe(v.string(), v.ip())),
    store_info: v.strictObject({ id: v.optional(text(32)), out_id: v.optional(text(32)) }),
  }),
  settle_info: v.optional(anyObject),
})

export const reverseSchema = v.strictObject({ appid: text(32), mchid: text(32) })

export const closeSchema = v.strictObject({ mchid: text(32) })

export const refundSchema = v.strictObject({
  transaction_id: v.optional(text(32)),
  out_trade_no: v.optional(outTradeNo),
  out_refund_no: outRefundNo,
  reason: v.optional(text(80)),
  notify_url: v.optional(notifyUrl),
  funds_account: v.optional(v.picklist(['AVAILABLE', 'UNSETTLED'])),
  amount: v.strictObject({ refund: fen, total: fen, currency: v.literal('CNY') }),
  goods_detail: v.optional(v.array(anyObject)),
})

/** A request body through its schema, or the provider's refusal that names the field. */
export function readBody<TSchema extends v.GenericSchema>(
  schema: TSchema,
  body: string,
): Result<v.InferOutput<TSchema>, Reply> {
  const parsed = v.safeParse(schema, jsonOf(body))
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  const field = `/${v.getDotPath(issue)?.replaceAll('.', '/') ?? ''}`
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never'
  return err(
    isUnknown ? refusals.unknownField(field) : refusals.parameter(field, `expected ${issue.expected}`),
  )
}
