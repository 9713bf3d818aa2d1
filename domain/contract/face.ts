/**
 * How a lane has a face terminal opened: what the terminal's own SDK says of itself goes to the provider, and comes
 * back as the authority to look at one shopper for one payment. Nothing here pays: what the terminal then sees is a
 * credential like a payment code.
 */

import * as v from 'valibot'
import { amountSchema } from '../item.ts'
import { wallets } from '../sale/fact.ts'
import { idSchema } from './fields.ts'

/** What a terminal's SDK may say of itself, in characters. */
export const faceRawDataMax = 8_192

export const faceDeviceSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z._-]{1,32}$/))

export const faceSessionRequestSchema = v.strictObject({
  /** Of the payment that is requested with what the terminal sees; some providers bind a face to it. */
  paymentId: idSchema,
  wallet: v.picklist(wallets),
  amountMinor: v.pipe(amountSchema, v.minValue(1)),
  deviceId: faceDeviceSchema,
  rawData: v.pipe(v.string(), v.minLength(1), v.maxLength(faceRawDataMax)),
})

export type FaceSessionRequest = Readonly<v.InferOutput<typeof faceSessionRequestSchema>>

const termsMax = 32

/** Handed on to the terminal as it is: `terms` are the SDK's own words, of which the lane understands none. */
export const faceSessionSchema = v.object({
  authority: v.pipe(v.string(), v.minLength(1), v.maxLength(16_384)),
  terms: v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^\w{1,64}$/)), v.pipe(v.string(), v.maxLength(512))),
    v.check((terms) => Object.keys(terms).length <= termsMax, `at most ${termsMax} terms`),
    v.readonly(),
  ),
})

export type FaceSession = Readonly<v.InferOutput<typeof faceSessionSchema>>
