/** The platform's side of v2 signatures: MD5 for merchants that name no other, HMAC-SHA256 for those that do. */

import { createHash, createHmac } from 'node:crypto'
import type { Words } from './xml.ts'

export const signTypes = ['MD5', 'HMAC-SHA256'] as const
export type SignType = (typeof signTypes)[number]

/** Upper-case hex over the sorted words that say something, and the merchant's key. */
export function signatureOf(words: Words, type: SignType, key: string): string {
  const names = Object.keys(words).filter((name) => name !== 'sign' && words[name] !== '')
  const text = [...names.sort().map((name) => `${name}=${words[name]}`), `key=${key}`].join('&')
  const digest = type === 'MD5' ? createHash('md5') : createHmac('sha256', key)
  return digest.update(text).digest('hex').toUpperCase()
}
