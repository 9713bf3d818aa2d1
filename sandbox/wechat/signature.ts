/**
 * The platform's side of WeChat Pay v3 signatures: checks a merchant's `Authorization`, signs answers and
 * notifications, seals resources. Written apart from the store's own client on purpose: a mistake in one must not
 * be mirrored by the other.
 */

import { createCipheriv, createDecipheriv, type KeyObject, sign, verify } from 'node:crypto'
import { err, ok, type Result } from '../../domain/result.ts'
import type { PlatformKey, WechatGatewayKeys } from './keys.ts'

const skewSecondsMax = 300

export interface ReceivedRequest {
  readonly method: string
  /** Path and query exactly as received. */
  readonly target: string
  readonly authorization: string | undefined
  readonly body: string
}

const fieldNames = ['mchid', 'nonce_str', 'timestamp', 'serial_no', 'signature'] as const
type AuthorizationFields = Readonly<Record<(typeof fieldNames)[number], string>>

const authorizationPattern = /^WECHATPAY2-SHA256-RSA2048 +((?:[a-z_]+="[^"]*",? *)+)$/

function readAuthorization(header: string): AuthorizationFields | undefined {
  const list = authorizationPattern.exec(header)?.[1]
  if (list === undefined) return undefined
  const found = new Map(Array.from(list.matchAll(/([a-z_]+)="([^"]*)"/g), (match) => [match[1], match[2]]))
  const [mchid, nonce_str, timestamp, serial_no, signature] = fieldNames.map((name) => found.get(name))
  if (!mchid || !nonce_str || !timestamp || !serial_no || !signature) return undefined
  return { mchid, nonce_str, timestamp, serial_no, signature }
}

const isFresh = (timestamp: string, nowMs: number): boolean =>
  /^\d{10}$/.test(timestamp) && Math.abs(nowMs / 1000 - Number(timestamp)) <= skewSecondsMax

/** Its nonce, when the merchant signed this very request just now; otherwise the sentence to refuse it with. */
export function checkRequest(
  request: ReceivedRequest,
  keys: WechatGatewayKeys,
  nowMs: number,
): Result<string, string> {
  const fields = readAuthorization(request.authorization ?? '')
  if (fields === undefined) return err('Authorization 格式错误')
  if (!isFresh(fields.timestamp, nowMs)) return err('Authorization 时间戳与服务器时间相差超过五分钟')
  if (fields.mchid !== keys.mchid || fields.serial_no !== keys.merchantSerial)
    return err('商户证书序列号有误')
  const { method, target, body } = request
  const message = [method, target, fields.timestamp, fields.nonce_str, body, ''].join('\n')
  const isOurs = verify(
    'sha256',
    Buffer.from(message),
    keys.merchantKey,
    Buffer.from(fields.signature, 'base64'),
  )
  return isOurs ? ok(fields.nonce_str) : err('签名错误')
}

/** The platform key a merchant asked for, else the first. */
export const answeringKey = (keys: WechatGatewayKeys, askedSerial: string | undefined): PlatformKey =>
  keys.platformKeys.find((key) => key.serial === askedSerial) ?? keys.platformKeys[0]

/** The four headers that make an answer or a notification ours. */
export function signatureHeaders(key: PlatformKey, body: string, nowMs: number, nonce: string) {
  const timestamp = String(Math.floor(nowMs / 1000))
  const signature = sign('sha256', Buffer.from([timestamp, nonce, body, ''].join('\n')), key.privateKey)
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': key.serial,
    'wechatpay-signature': signature.toString('base64'),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  } as const
}

/** The `resource` object of a notification or certificate: AES-256-GCM with the tag behind the ciphertext. */
export function seal(key: KeyObject, plaintext: string, associatedData: string, nonce: string) {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(associatedData))
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    algorithm: 'AEAD_AES_256_GCM',
    nonce,
    associated_data: associatedData,
    ciphertext: sealed.toString('base64'),
  } as const
}

/** The plaintext of a resource that this platform sealed itself. */
export function unseal(
  key: KeyObject,
  sealed: { readonly ciphertext: string; readonly nonce: string; readonly associated_data: string },
): string {
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.nonce)
  decipher.setAAD(Buffer.from(sealed.associated_data))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}
