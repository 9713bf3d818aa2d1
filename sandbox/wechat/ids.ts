/**
 * The provider's numbers and codes, in the forms of the real ones, drawn from the random port. Nothing here may be
 * guessable from the merchant's own numbers.
 */

import { digits, draw } from '../drawing.ts'
import type { Random } from '../ports.ts'
import { beijingTime } from './time.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const day = (nowMs: number): string => beijingTime(nowMs).slice(0, 10).replaceAll('-', '')

/** 28 digits that begin with 4200, as payments do. */
export const newTransactionId = (random: Random, nowMs: number): string =>
  `42000${draw(random, digits, 5)}${day(nowMs)}${draw(random, digits, 10)}`

/** 29 digits that begin with 503. */
export const newRefundId = (random: Random, nowMs: number): string =>
  `503${draw(random, digits, 8)}${day(nowMs)}${draw(random, digits, 10)}`

export const newCodeUrl = (random: Random): string =>
  `weixin://wxpay/bizpayurl?pr=${draw(random, letters, 11)}`

/** 32 letters and digits: nonces of answers, ids of notifications. */
export const newNonce = (random: Random): string => draw(random, letters, 32)

/** Twelve characters, the length AES-GCM wants. */
export const newSealNonce = (random: Random): string => draw(random, letters, 12)
