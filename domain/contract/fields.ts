/** The fields that messages between lanes and the store server are made of, each as narrow as every message allows. */

import * as v from 'valibot'

/** Made by whoever makes the thing: of a sale, a payment, a hold, a refund. */
export const idSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))

export const textSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(300))

export const counterSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Milliseconds since 1970. */
export const instantSchema = counterSchema
