/**
 * Decides whether an answer or a notification really comes from WeChat Pay. The key is chosen by the serial the
 * message names, among those we were given: platform certificates and public keys stand side by side, so that
 * either can be rotated. Nothing that fails here may count as evidence.
 */

import type { KeyObject } from 'node:crypto'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Headers } from './ports.ts'
import { answerMessage, isSignatureOf } from './signature.ts'

/** By certificate serial (upper-case hex) or public key id (`PUB_KEY_ID_…`). */
export type Keyring = ReadonlyMap<string, KeyObject>

/** A keyring that learns. */
export interface KeyRenewal {
  /** Those given by hand and those fetched. */
  readonly keyring: Keyring
  /** Fetches when it is time, without holding up the call that touches it. */
  readonly touch: () => void
  /** After an unknown serial; calls under way are shared. */
  readonly renew: () => Promise<void>
}

/** A message this old or this far ahead is refused (the official SDKs use the same window). */
const signatureSkewMsMax = 300_000

/** The provider sends signatures with this prefix to see whether we check them at all. */
const probePrefix = 'WECHATPAY/SIGNTEST/'

export type SignatureRefusal =
  | { readonly kind: 'SignatureMissing'; readonly header: string }
  | { readonly kind: 'SignatureProbe' }
  | { readonly kind: 'SerialUnknown'; readonly serial: string }
  | { readonly kind: 'TimestampInvalid' }
  | { readonly kind: 'TimestampOutOfRange'; readonly skewMs: number }
  | { readonly kind: 'SignatureWrong' }

export interface SignedAnswer {
  readonly headers: Headers
  readonly body: string
}

const headerNames = {
  timestamp: 'wechatpay-timestamp',
  nonce: 'wechatpay-nonce',
  signature: 'wechatpay-signature',
  serial: 'wechatpay-serial',
} as const

type SignatureHeaders = Readonly<Record<keyof typeof headerNames, string>>

function readHeaders(headers: Headers): Result<SignatureHeaders, SignatureRefusal> {
  const { timestamp, nonce, signature, serial } = headerNames
  const missing = [timestamp, nonce, signature, serial].find((name) => !headers[name])
  if (missing !== undefined) return err({ kind: 'SignatureMissing', header: missing })
  return ok({
    timestamp: headers[timestamp] ?? '',
    nonce: headers[nonce] ?? '',
    signature: headers[signature] ?? '',
    serial: headers[serial] ?? '',
  })
}

function checkTimestamp(timestamp: string, nowMs: number): Result<undefined, SignatureRefusal> {
  if (!/^\d{1,12}$/.test(timestamp)) return err({ kind: 'TimestampInvalid' })
  const skewMs = nowMs - Number(timestamp) * 1000
  return Math.abs(skewMs) < signatureSkewMsMax ? ok(undefined) : err({ kind: 'TimestampOutOfRange', skewMs })
}

export function verifyAnswer(
  answer: SignedAnswer,
  keyring: Keyring,
  nowMs: number,
): Result<undefined, SignatureRefusal> {
  const read = readHeaders(answer.headers)
  if (!read.ok) return read
  const { timestamp, nonce, signature, serial } = read.value
  if (signature.startsWith(probePrefix)) return err({ kind: 'SignatureProbe' })
  const fresh = checkTimestamp(timestamp, nowMs)
  if (!fresh.ok) return fresh
  const key = keyring.get(serial)
  if (key === undefined) return err({ kind: 'SerialUnknown', serial: serial.slice(0, serialCharsMax) })
  const message = answerMessage(timestamp, nonce, answer.body)
  return isSignatureOf(message, signature, key) ? ok(undefined) : err({ kind: 'SignatureWrong' })
}

/** A stranger's serial is only worth this much of a log line. */
const serialCharsMax = 64
