/**
 * How a lane asks the store server for a wallet's payment, hears of it and has it unwound. Only the provider's evidence
 * makes a status final; silence never does.
 */

import * as v from 'valibot'
import { amountSchema } from '../item.ts'
import { currencies } from '../money.ts'
import { paymentEndings, paymentReference, wallets } from '../sale/fact.ts'
import { tendersMax } from '../sale/tenders.ts'
import { idSchema, instantSchema } from './fields.ts'
import { paths } from './wire.ts'

/** Idempotent by `paymentId`: the same again returns the same order, another amount under it is refused. */
export const paymentRequestSchema = v.strictObject({
  paymentId: idSchema,
  saleId: idSchema,
  wallet: v.picklist(wallets),
  amountMinor: v.pipe(amountSchema, v.minValue(1)),
  currency: v.picklist(currencies),
  /** The shopper's own code or face token, to be charged; without one the shopper scans a QR. A bearer secret. */
  credential: v.optional(
    v.strictObject({
      kind: v.picklist(['code', 'face']),
      value: v.pipe(v.string(), v.regex(/^[!-~]{8,512}$/)),
      /** Whom a face terminal recognised, in the provider's words, where the provider wants to be told again. */
      holder: v.optional(v.pipe(v.string(), v.regex(/^[!-~]{1,128}$/))),
    }),
  ),
  /** Where other tenders cover a part: `amountMinor` is `totalMinor` less what these hold. */
  split: v.optional(
    v.strictObject({
      totalMinor: v.pipe(amountSchema, v.minValue(1)),
      tenderIds: v.pipe(v.array(idSchema), v.minLength(1), v.maxLength(tendersMax), v.readonly()),
    }),
  ),
})

export type PaymentRequest = Readonly<v.InferOutput<typeof paymentRequestSchema>>

/**
 * What is known of a payment. `inProgress` says nothing about money yet; only `paid` and `ended` are final,
 * and `paid` stands on the provider's evidence alone.
 */
export const paymentStatusSchema = v.variant('state', [
  v.object({ state: v.literal('notFound') }),
  v.object({
    state: v.literal('inProgress'),
    /** The QR to show; missing while the order is being made or unmade. */
    codeUrl: v.nullable(v.pipe(v.string(), v.maxLength(512))),
    payableUntilMs: instantSchema,
    /** What is being waited for: the provider's order, the shopper's scan, their password, or a sure answer. */
    awaits: v.optional(v.picklist(['order', 'scan', 'password', 'certainty'])),
    reference: v.optional(paymentReference),
  }),
  v.object({
    state: v.literal('paid'),
    amountMinor: amountSchema,
    transactionId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    paidAtMs: instantSchema,
  }),
  v.object({
    state: v.literal('ended'),
    ending: v.picklist(paymentEndings),
    reference: v.optional(paymentReference),
    /** Money had moved after all, and is on its way back to the shopper. */
    isReturning: v.optional(v.boolean()),
  }),
])

export type PaymentStatus = Readonly<v.InferOutput<typeof paymentStatusSchema>>

export const paymentPath = (paymentId: string): string => `${paths.payments}/${paymentId}`

/**
 * Asks the server to unwind a payment; the answer is a status, final only when the provider confirmed. An id the
 * server never heard of is ended for good (answer: `ended`), so that its request, arriving late, starts nothing.
 */
export const paymentCancelPath = (paymentId: string): string => `${paymentPath(paymentId)}/cancel`
