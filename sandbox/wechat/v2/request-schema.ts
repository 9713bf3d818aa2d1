/** The gateway's wall for v2: what a merchant may send, with the provider's lengths and character sets. */

import * as v from 'valibot'
import { err, ok, type Result } from '../../../domain/result.ts'
import { type V2Reply, v2Refusals } from './reply.ts'
import { signTypes } from './signing.ts'
import type { Words } from './xml.ts'

const text = (charsMax: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(charsMax))
const fen = v.pipe(
  v.string(),
  v.regex(/^[1-9]\d{0,10}$/),
  v.transform(Number),
  v.number(),
  v.maxValue(100_000_000_00),
)
const outTradeNo = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_\-|*]{6,32}$/))
const outRefundNo = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_\-|*@]{1,64}$/))

const parties = {
  appid: text(32),
  mch_id: text(32),
  nonce_str: text(32),
  sign: text(64),
  sign_type: v.optional(v.picklist(signTypes)),
}

const charged = {
  ...parties,
  body: text(128),
  out_trade_no: outTradeNo,
  total_fee: fen,
  fee_type: v.optional(v.literal('CNY')),
  spbill_create_ip: v.pipe(v.string(), v.ip()),
  attach: v.optional(text(127)),
  device_info: v.optional(text(32)),
  goods_tag: v.optional(text(32)),
  detail: v.optional(text(6_000)),
  limit_pay: v.optional(text(32)),
  scene_info: v.optional(text(256)),
}

export const micropaySchema = v.strictObject({ ...charged, auth_code: text(128) })
export const facepaySchema = v.strictObject({ ...charged, openid: text(128), face_code: text(128) })

export const orderSchema = v.strictObject({
  ...parties,
  out_trade_no: v.optional(outTradeNo),
  transaction_id: v.optional(text(32)),
})

export const refundSchema = v.strictObject({
  ...parties,
  out_trade_no: v.optional(outTradeNo),
  transaction_id: v.optional(text(32)),
  out_refund_no: outRefundNo,
  total_fee: fen,
  refund_fee: fen,
  refund_fee_type: v.optional(v.literal('CNY')),
  refund_desc: v.optional(text(80)),
  refund_account: v.optional(text(32)),
  notify_url: v.optional(text(255)),
})

export const refundQuerySchema = v.strictObject({
  ...parties,
  out_trade_no: v.optional(outTradeNo),
  transaction_id: v.optional(text(32)),
  out_refund_no: v.optional(outRefundNo),
  refund_id: v.optional(text(32)),
})

export const billSchema = v.strictObject({
  ...parties,
  bill_date: v.pipe(v.string(), v.regex(/^\d{8}$/)),
  bill_type: v.optional(v.picklist(['ALL', 'SUCCESS', 'REFUND']), 'ALL'),
  tar_type: v.optional(v.literal('GZIP')),
})

export const authInfoSchema = v.strictObject({
  ...parties,
  store_id: text(32),
  store_name: text(128),
  device_id: text(32),
  rawdata: text(2_048),
  now: v.pipe(v.string(), v.regex(/^\d{10}$/)),
  version: v.literal('1'),
  attach: v.optional(text(128)),
})

/** A request's words through their schema, or the refusal that names the field. */
export function readFields<TSchema extends v.GenericSchema>(
  schema: TSchema,
  words: Words,
): Result<v.InferOutput<TSchema>, V2Reply> {
  const parsed = v.safeParse(schema, words)
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  const field = v.getDotPath(issue) ?? ''
  return err(words[field] === undefined ? v2Refusals.lackParameter(field) : v2Refusals.parameter(field))
}
