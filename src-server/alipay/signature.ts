/**
 * RSA2, the only signature this client makes or takes: SHA-256 with RSA, PKCS #1 v1.5, base64. Pure: no clock, no
 * network. The older RSA (SHA-1) is refused wherever a message names its own algorithm.
 */

import { type KeyObject, sign, verify } from 'node:crypto'

export const signType = 'RSA2'

export type Parameters = Readonly<Record<string, string>>

const byCodeUnit = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : 0

/** `k=v` of every parameter in ASCII order, joined raw: values are not url-encoded. */
export const joined = (parameters: Parameters): string =>
  Object.entries(parameters)
    .toSorted(byCodeUnit)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

export const signText = (text: string, privateKey: KeyObject): string =>
  sign('RSA-SHA256', Buffer.from(text, 'utf8'), privateKey).toString('base64')

/** Whole groups of four: a cut signature is none, though decoders would forgive it. */
const base64Pattern = /^(?:[0-9A-Za-z+/]{4})*(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$/

export const isSignatureOf = (text: string, signature: string, publicKey: KeyObject): boolean =>
  base64Pattern.test(signature) &&
  verify('RSA-SHA256', Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64'))
