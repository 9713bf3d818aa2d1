/**
 * What lanes and the store server say to each other about stored value and coupons. A card's or coupon's code goes to
 * the server once, with the hold that it is for; afterwards the hold has its own identity.
 */

import * as v from 'valibot'
import { amountSchema } from '../item.ts'
import { currencies } from '../money.ts'
import { codeHintSchema, tenderKinds, tendersMax } from '../sale/tenders.ts'
import { idSchema } from './fields.ts'
import { paths } from './wire.ts'

/** What stands behind `MEMBER-` or `COUPON-`. */
export const tenderCodeSchema = v.pipe(v.string(), v.regex(/^[-0-9A-Z]{4,40}$/))

/** Idempotent by `tenderId`: the same again is told how the hold stands and holds nothing more. */
export const tenderRequestSchema = v.strictObject({
  tenderId: idSchema,
  saleId: idSchema,
  tender: v.picklist(tenderKinds),
  code: tenderCodeSchema,
  /** What the whole sale costs; how much of it is due, the server knows. */
  totalMinor: v.pipe(amountSchema, v.minValue(1)),
  currency: v.picklist(currencies),
  /** What the lane holds for this sale already; whatever else is held for it was granted to an answer that got lost. */
  tenderIds: v.optional(v.pipe(v.array(idSchema), v.maxLength(tendersMax), v.readonly())),
})

export type TenderRequest = Readonly<v.InferOutput<typeof tenderRequestSchema>>

/** How a hold stands. An id that was released before it was heard of holds nothing any more. */
export const tenderStatusSchema = v.variant('state', [
  v.object({
    state: v.picklist(['held', 'captured']),
    tender: v.picklist(tenderKinds),
    amountMinor: v.pipe(amountSchema, v.minValue(1)),
    codeHint: codeHintSchema,
  }),
  v.object({ state: v.picklist(['released', 'notFound']) }),
])

export type TenderStatus = Readonly<v.InferOutput<typeof tenderStatusSchema>>

/**
 * Has the server take all that is held for a sale which cards and coupons cover whole. Idempotent by `paymentId`, which
 * is of one kind with those of wallets: its status and its cancelling are asked for as theirs are.
 */
export const coverRequestSchema = v.strictObject({
  paymentId: idSchema,
  saleId: idSchema,
  currency: v.picklist(currencies),
  /** What the sale costs: exactly what these hold. */
  totalMinor: v.pipe(amountSchema, v.minValue(1)),
  tenderIds: v.pipe(v.array(idSchema), v.minLength(1), v.maxLength(tendersMax), v.readonly()),
})

export type CoverRequest = Readonly<v.InferOutput<typeof coverRequestSchema>>

export const tenderPath = (tenderId: string): string => `${paths.tenders}/${tenderId}`

/** Gives a hold back. Refused (409) while a payment of its sale may take money, and once the sale is paid. */
export const tenderReleasePath = (tenderId: string): string => `${tenderPath(tenderId)}/release`
