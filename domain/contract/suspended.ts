/**
 * A suspended basket on the wire: what a lane asks for with the code a shopper brought, and what the server hands it.
 */

import * as v from 'valibot'
import { basketLinesMax, quantityMax } from '../basket.ts'
import { scanSources } from '../code/scan.ts'
import { itemSchema, unitPriceSchema } from '../item.ts'
import { markdownSchema } from '../rules/markdown.ts'
import { handOverCodeSchema, packNumber, packSchema, staffReasons } from '../sale/fact.ts'

const id = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))

const suspendedLineSchema = v.pipe(
  v.object({
    lineId: id,
    item: itemSchema,
    quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(quantityMax)),
    source: v.picklist(scanSources),
    pack: v.optional(packSchema),
    batch: packNumber,
    markdown: v.optional(markdownSchema),
    override: v.optional(
      v.object({
        priceMinor: unitPriceSchema,
        reason: v.picklist(staffReasons),
        badge: v.pipe(v.string(), v.regex(/^[0-9A-Z]{4,16}$/)),
      }),
    ),
  }),
  v.readonly(),
)

/** Idempotent for a lane: the same basket again, until its journal tells that it took the basket over. */
export const basketTakeRequestSchema = v.strictObject({
  code: handOverCodeSchema,
  /** The sale that will hold it: this one or none. */
  saleId: id,
  /** The last entry of the lane's journal as it asks: what it does with the answer comes after it. */
  journalSeq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})

export type BasketTakeRequest = Readonly<v.InferOutput<typeof basketTakeRequestSchema>>

/** A suspended basket, granted to this lane: its own once its journal says that it took it over. */
export const suspendedBasketSchema = v.object({
  code: handOverCodeSchema,
  fromLaneId: id,
  fromSaleId: id,
  isParked: v.boolean(),
  lines: v.pipe(v.array(suspendedLineSchema), v.minLength(1), v.maxLength(basketLinesMax), v.readonly()),
})

export type SuspendedBasket = Readonly<v.InferOutput<typeof suspendedBasketSchema>>
