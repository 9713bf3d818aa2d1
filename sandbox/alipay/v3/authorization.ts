/**
 * The REST door's side of `Authorization: ALIPAY-SHA256withRSA …`: whether the application itself made this very request
 * just now. What it may ask for is decided elsewhere.
 */

import type { AlipayGatewayKeys } from '../keys.ts'
import { type Reply, refusals } from '../reply.ts'
import { isSignatureOf } from '../signature.ts'
import { isTimely } from '../time.ts'
import { v3Refusals } from './reply.ts'

export const scheme = 'ALIPAY-SHA256withRSA'

const form = new RegExp(`^${scheme} +(\\S+),sign=([0-9A-Za-z+/=]+)$`)

export interface SignedRequest {
  readonly method: string
  /** Path and query exactly as received. */
  readonly target: string
  readonly authorization: string
  /** `alipay-root-cert-sn`, from merchants with certificates. */
  readonly rootCertificateSn: string | undefined
  /** `alipay-app-auth-token`, signed behind the body where there is one. */
  readonly appAuthToken: string | undefined
  readonly body: string
}

interface Authorization {
  /** What stands before the signature; the signed text begins with it. */
  readonly text: string
  readonly words: Readonly<Record<string, string>>
  readonly sign: string
}

export function readAuthorization(header: string): Authorization | undefined {
  const [, text, sign] = form.exec(header) ?? []
  if (text === undefined || sign === undefined) return undefined
  const words = text.split(',').map((word) => {
    const at = word.indexOf('=')
    return [word.slice(0, at), word.slice(at + 1)] as const
  })
  return { text, words: Object.fromEntries(words), sign }
}

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('')

function isSigned({ text, sign }: Authorization, request: SignedRequest, keys: AlipayGatewayKeys): boolean {
  const { method, target, body, appAuthToken } = request
  const token = appAuthToken === undefined ? [] : [appAuthToken]
  return isSignatureOf(lines([text, method, target, body, ...token]), sign, keys.appKey)
}

/** Why this call is not heard at all; `undefined` if it is. */
export function refusalOf(request: SignedRequest, keys: AlipayGatewayKeys, nowMs: number): Reply | undefined {
  const given = readAuthorization(request.authorization)
  const { app_id, app_cert_sn, timestamp } = given?.words ?? {}
  if (given === undefined || timestamp === undefined) return v3Refusals.timestampMissing()
  if (app_id !== keys.appId) return refusals.application()
  if (app_cert_sn !== undefined) {
    const isOurs =
      app_cert_sn === keys.appCertificateSn && request.rootCertificateSn === keys.rootCertificateSn
    if (!isOurs) return refusals.certificate()
  }
  if (!isSigned(given, request, keys)) return refusals.signature()
  return /^\d{13}$/.test(timestamp) && isTimely(Number(timestamp), nowMs) ? undefined : refusals.timestamp()
}
