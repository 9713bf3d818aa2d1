/**
 * How a lane finds the paid sale behind a receipt and asks the store server to give money back for it. The server alone
 * knows what went back before.
 */

import * as v from 'valibot'
import { basketLinesMax } from '../basket.ts'
import { amountSchema, itemSchema } from '../item.ts'
import { staffReasons, wallets } from '../sale/fact.ts'
import { codeHintSchema, tendersMax } from '../sale/tenders.ts'
import { counterSchema, idSchema, instantSchema, textSchema } from './fields.ts'
import { paths } from './wire.ts'

export const refundPath = (refundId: string): string => `${paths.refunds}/${refundId}`

/**
 * Money back for a paid sale, to the wallet and cards it came from; or none, for goods that coupons paid for: those are
 * named. Idempotent by `refundId`: the same again is the same refund. Refused (409 `RefundExceedsPaid`) where all
 * refunds of the sale together would go beyond what was paid.
 */
export const refundRequestSchema = v.pipe(
  v.strictObject({
    refundId: idSchema,
    saleId: idSchema,
    amountMinor: amountSchema,
    /**
     * Of the amount, what goes back to cards, as it was shown; refused (409 `RefundLinesDiffer`) where it is not what
     * the server makes of it. Left out, the server shares it.
     */
    cards: v.optional(
      v.pipe(
        v.array(v.strictObject({ tenderId: idSchema, amountMinor: v.pipe(amountSchema, v.minValue(1)) })),
        v.maxLength(tendersMax),
        v.readonly(),
      ),
    ),
    /** What was brought back, for the books; the amount decides. */
    lines: v.optional(
      v.pipe(
        v.array(v.strictObject({ lineId: idSchema, quantity: v.pipe(counterSchema, v.minValue(1)) })),
        v.maxLength(basketLinesMax),
        v.readonly(),
      ),
    ),
    reason: v.picklist(staffReasons),
    badge: v.pipe(v.string(), v.regex(/^[0-9A-Z]{4,16}$/)),
  }),
  v.check(({ amountMinor, lines }) => amountMinor > 0 || (lines !== undefined && lines.length > 0)),
)

export type RefundRequest = Readonly<v.InferOutput<typeof refundRequestSchema>>

/**
 * `needsPerson`: the provider could not give it back by itself; it stays owed and stands in the office's queue. `void`:
 * it never happened, as a person settled; the units may be given back anew, under another id.
 */
export const refundStatusSchema = v.variant('state', [
  v.object({ state: v.literal('notFound') }),
  v.object({ state: v.literal('inProgress'), amountMinor: amountSchema, reference: idSchema }),
  v.object({ state: v.literal('refunded'), amountMinor: amountSchema, reference: idSchema }),
  v.object({ state: v.literal('needsPerson'), amountMinor: amountSchema, reference: idSchema }),
  v.object({ state: v.literal('void'), amountMinor: amountSchema, reference: idSchema }),
])

export type RefundStatus = Readonly<v.InferOutput<typeof refundStatusSchema>>

/** By the token of its address, or by the number on it. */
export const receiptFindSchema = v.union([
  v.strictObject({ token: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{20,64}$/)) }),
  v.strictObject({ receiptNumber: v.pipe(counterSchema, v.minValue(1)) }),
])

export type ReceiptFind = Readonly<v.InferOutput<typeof receiptFindSchema>>

/** Every lane counts its own receipts: one number may be that of several sales. */
export const receiptsFoundMax = 8

const foundCardSchema = v.pipe(
  v.object({
    tenderId: idSchema,
    codeHint: codeHintSchema,
    paidMinor: amountSchema,
    refundedMinor: amountSchema,
  }),
  v.readonly(),
)

/** Sales of this store that were paid, latest first, with what went back of each. */
export const receiptsFoundSchema = v.object({
  sales: v.pipe(
    v.array(
      v.pipe(
        v.object({
          saleId: idSchema,
          laneName: textSchema,
          receiptNumber: counterSchema,
          paidAtMs: instantSchema,
          /** Missing where cards and coupons paid for all of it. */
          wallet: v.optional(v.picklist(wallets)),
          /** In money, by wallet and cards together. */
          paidMinor: amountSchema,
          refundedMinor: amountSchema,
          /** Each card's part of both. */
          cards: v.optional(v.pipe(v.array(foundCardSchema), v.maxLength(tendersMax), v.readonly()), []),
          /** What coupons took off: it never goes back. */
          couponsMinor: v.optional(amountSchema, 0),
          lines: v.pipe(
            v.array(
              v.pipe(
                v.object({
                  lineId: idSchema,
                  names: itemSchema.entries.names,
                  quantity: v.pipe(counterSchema, v.minValue(1)),
                  totalMinor: amountSchema,
                  refundedQuantity: counterSchema,
                }),
                v.readonly(),
              ),
            ),
            v.maxLength(basketLinesMax),
            v.readonly(),
          ),
        }),
        v.readonly(),
      ),
    ),
    v.maxLength(receiptsFoundMax),
    v.readonly(),
  ),
})

export type ReceiptsFound = Readonly<v.InferOutput<typeof receiptsFoundSchema>>

export type FoundReceipt = ReceiptsFound['sales'][number]
