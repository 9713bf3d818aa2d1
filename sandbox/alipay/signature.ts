/**
 * The platform's side of RSA2: checks what merchants sign, signs answers and messages. Written apart from the store's
 * own client on purpose: a mistake in one must not be mirrored by the other.
 */

import { createSign, createVerify, type KeyObject } from 'node:crypto'

export type Parameters = Readonly<Record<string, string>>

/** Every parameter that says something but the signature itself, sorted, unescaped. */
function signedText(parameters: Parameters, without: readonly string[]): string {
  const names = Object.keys(parameters).filter((name) => !without.includes(name) && parameters[name] !== '')
  names.sort()
  return names.map((name) => `${name}=${parameters[name]}`).join('&')
}

export const isSignatureOf = (text: string, sign: string, key: KeyObject): boolean =>
  createVerify('RSA-SHA256').update(text, 'utf8').verify(key, sign, 'base64')

export const isSignedBy = (parameters: Parameters, key: KeyObject): boolean =>
  isSignatureOf(signedText(parameters, ['sign']), parameters['sign'] ?? '', key)

export const signatureOf = (text: string, key: KeyObject): string =>
  createSign('RSA-SHA256').update(text, 'utf8').sign(key, 'base64')

/** Messages to merchants are signed without naming their algorithm. */
export const messageSignature = (parameters: Parameters, key: KeyObject): string =>
  signatureOf(signedText(parameters, ['sign', 'sign_type']), key)
