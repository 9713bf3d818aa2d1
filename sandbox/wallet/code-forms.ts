/**
 * What a shopper's payment code looks like in each wallet: digits with the wallet's prefix on the phone, a token from
 * the camera of a face terminal. Drawn from the random port, so that no code follows from another.
 */

import { digits, draw } from '../drawing.ts'
import type { Random } from '../ports.ts'
import type { Provider } from './shoppers.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** 18 digits; those of a mainland WeChat wallet begin with 10 to 14, Alipay's with 25 to 30. */
const prefixes: Readonly<Record<Provider, readonly string[]>> = {
  wechat: ['10', '11', '12', '13', '14'],
  alipay: ['25', '26', '27', '28', '29', '30'],
}

export function newPaymentCode(provider: Provider, random: Random): string {
  const choices = prefixes[provider]
  const prefix = choices[(random.bytes(1)[0] ?? 0) % choices.length] ?? ''
  return prefix + draw(random, digits, 16)
}

/** What a token of a face looks like: a word of its own, or a payment code like any other. */
export type FaceForm = 'word' | 'code'

/** Alipay's is `fp` and 33 more; WeChat's terminals hand out an opaque word, or 18 digits where they are asked to. */
export function newFaceToken(provider: Provider, random: Random, form: FaceForm): string {
  if (provider === 'alipay') return `fp${draw(random, letters, 33)}`
  return form === 'code' ? newPaymentCode(provider, random) : draw(random, letters, 32)
}
