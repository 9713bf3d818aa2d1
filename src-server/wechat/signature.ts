/**
 * The bytes that WeChat Pay v3 signs, and RSA over them (SHA-256, PKCS #1 v1.5). Pure: no clock, no randomness,
 * no network. Never re-serialises a body: what is signed is what travels.
 */

import { type KeyObject, sign, verify } from 'node:crypto'

const authorizationScheme = 'WECHATPAY2-SHA256-RSA2048'

export interface SignedRequest {
  readonly method: string
  /** Path with its query, as sent: `/v3/pay/…?mchid=…`. */
  readonly target: string
  readonly timestampSeconds: number
  readonly nonce: string
  readonly body: string
}

/** Five lines, each closed by a line feed, the last one too even when the body is empty. */
export const requestMessage = (request: SignedRequest): string =>
  `${request.method}\n${request.target}\n${request.timestampSeconds}\n${request.nonce}\n${request.body}\n`

/** What the provider signs on answers and notifications. The timestamp is the header's own text. */
export const answerMessage = (timestamp: string, nonce: string, body: string): string =>
  `${timestamp}\n${nonce}\n${body}\n`

export const signMessage = (message: string, privateKey: KeyObject): string =>
  sign('RSA-SHA256', Buffer.from(message, 'utf8'), privateKey).toString('base64')

export const isSignatureOf = (message: string, signatureBase64: string, publicKey: KeyObject): boolean =>
  verify('RSA-SHA256', Buffer.from(message, 'utf8'), publicKey, Buffer.from(signatureBase64, 'base64'))

export interface Signer {
  readonly mchid: string
  readonly serial: string
  readonly privateKey: KeyObject
}

/** The `Authorization` header of a request. */
export function authorization(signer: Signer, request: SignedRequest): string {
  const signature = signMessage(requestMessage(request), signer.privateKey)
  const fields = [
    `mchid="${signer.mchid}"`,
    `nonce_str="${request.nonce}"`,
    `timestamp="${request.timestampSeconds}"`,
    `serial_no="${signer.serial}"`,
    `signature="${signature}"`,
  ]
  return `${authorizationScheme} ${fields.join(',')}`
}
