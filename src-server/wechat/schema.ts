/**
 * The wall for everything WeChat Pay says: its JSON on the outside, our words on the inside. Unknown new fields are
 * let pass (the provider adds them without notice); a known field of the wrong shape refuses the whole message.
 */

import * as v from 'valibot'

const text = (charsMax: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(charsMax))
const fen = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const moment = v.pipe(v.string(), v.isoTimestamp())

const parties = { appid: text(32), mchid: text(32), out_trade_no: text(32) }

const paidSchema = v.pipe(
  v.object({
    ...parties,
    trade_state: v.picklist(['SUCCESS', 'REFUND']),
    transaction_id: text(32),
    success_time: moment,
    amount: v.object({ total: fen, currency: v.optional(text(3), 'CNY') }),
  }),
  v.transform((wire) => ({
    kind: 'Paid' as const,
    appid: wire.appid,
    mchid: wire.mchid,
    outTradeNo: wire.out_trade_no,
    transactionId: wire.transaction_id,
    amountFen: wire.amount.total,
    currency: wire.amount.currency,
    paidAtMs: Date.parse(wire.success_time),
    /** Money moved and (partly) went back: the refund orders tell how much. */
    isRefunded: wire.trade_state === 'REFUND',
  })),
)

const unpaidSchema = v.pipe(
  v.object({
    ...parties,
    trade_state: v.picklist(['NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR', 'ACCEPT']),
  }),
  v.transform((wire) => ({
    kind: 'Unpaid' as const,
    appid: wire.appid,
    mchid: wire.mchid,
    outTradeNo: wire.out_trade_no,
    /** Only `CLOSED` and `REVOKED` are final. */
    tradeState: wire.trade_state,
  })),
)

/** What the provider says about one order. `Paid` carries all that evidence of money needs. */
export const transactionSchema = v.union([paidSchema, unpaidSchema])
export type Transaction = v.InferOutput<typeof transactionSchema>

export const nativeAnswerSchema = v.pipe(
  v.object({ code_url: v.pipe(text(512), v.startsWith('weixin://')) }),
  v.transform((wire) => ({ codeUrl: wire.code_url })),
)
export type NativeOrder = v.InferOutput<typeof nativeAnswerSchema>

const refundStates = ['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL'] as const
const refundAmount = v.object({ total: fen, refund: fen })
const refundNumbers = {
  refund_id: text(32),
  out_refund_no: text(64),
  transaction_id: text(32),
  out_trade_no: text(32),
}

const refundOf = (
  wire: v.InferOutput<v.ObjectSchema<typeof refundNumbers & { amount: typeof refundAmount }, undefined>>,
  state: (typeof refundStates)[number],
) => ({
  refundId: wire.refund_id,
  outRefundNo: wire.out_refund_no,
  transactionId: wire.transaction_id,
  outTradeNo: wire.out_trade_no,
  totalFen: wire.amount.total,
  refundFen: wire.amount.refund,
  /** `PROCESSING` is only "accepted"; `CLOSED` allows a new number; `ABNORMAL` needs a person. */
  state,
})

/** The answer to a refund request and to a refund query. */
export const refundSchema = v.pipe(
  v.object({ ...refundNumbers, status: v.picklist(refundStates), amount: refundAmount }),
  v.transform((wire) => refundOf(wire, wire.status)),
)
export type Refund = v.InferOutput<typeof refundSchema>

/** The same fact in a notification, which names the state otherwise and adds the merchant. */
export const refundNoticeSchema = v.pipe(
  v.object({
    ...refundNumbers,
    mchid: text(32),
    refund_status: v.picklist(refundStates),
    amount: refundAmount,
  }),
  v.transform((wire) => ({ mchid: wire.mchid, refund: refundOf(wire, wire.refund_status) })),
)

export const reversalSchema = v.object({ out_trade_no: text(32) })

/** Where a bill lies and what its unpacked bytes hash to. */
export const billOfferSchema = v.pipe(
  v.object({
    hash_type: v.literal('SHA1'),
    hash_value: v.pipe(v.string(), v.regex(/^[0-9a-fA-F]{40}$/)),
    download_url: v.pipe(text(2_048), v.url()),
  }),
  v.transform((wire) => ({ sha1: wire.hash_value.toLowerCase(), url: wire.download_url })),
)

export const certificatesSchema = v.object({
  data: v.pipe(
    v.array(
      v.object({
        serial_no: v.pipe(text(64), v.regex(/^[0-9A-Fa-f]+$/)),
        effective_time: moment,
        expire_time: moment,
        encrypt_certificate: v.object({
          algorithm: v.literal('AEAD_AES_256_GCM'),
          nonce: text(16),
          associated_data: v.optional(v.pipe(v.string(), v.maxLength(16))),
          ciphertext: text(16_384),
        }),
      }),
    ),
    v.maxLength(16),
  ),
})

export const errorAnswerSchema = v.object({ code: text(64), message: v.optional(v.string(), '') })

export const notificationSchema = v.object({
  id: text(64),
  create_time: moment,
  event_type: text(64),
  resource: v.object({
    algorithm: v.literal('AEAD_AES_256_GCM'),
    ciphertext: text(1_048_576),
    nonce: text(16),
    associated_data: v.optional(v.pipe(v.string(), v.maxLength(16))),
  }),
})

/** JSON text through a schema; `undefined` for anything else. */
export function parseJson<TSchema extends v.GenericSchema>(
  schema: TSchema,
  body: string,
): v.InferOutput<TSchema> | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body)
  return parsed.success ? parsed.output : undefined
}
