/**
 * Reads a notification from Alipay: well formed first, then authentic, then understood, then ours. The result is a
 * statement "the provider says X about this number", safe to apply again and again; amount and number are still to be
 * compared with the payment attempt. Any refusal must change nothing.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import type { AlipayKeys, Trust } from './keys.ts'
import { notificationSchema, type Trade } from './schema.ts'
import { isSignatureOf, joined, type Parameters, signType } from './signature.ts'

export interface TradeReported {
  readonly id: string
  readonly trade: Trade
  readonly isRefunded: boolean
}

export type NotificationRefusal =
  | { readonly kind: 'NotificationTooLong' }
  /** Not a form, or not UTF-8. */
  | { readonly kind: 'NotificationMalformed' }
  | { readonly kind: 'ParameterTwice' }
  | { readonly kind: 'SignatureMissing' }
  /** Anything but RSA2, above all the older RSA, which this store does not trust. */
  | { readonly kind: 'SignTypeRefused' }
  | { readonly kind: 'SignatureWrong' }
  | { readonly kind: 'NotificationUnreadable' }
  | { readonly kind: 'MerchantForeign' }
  | { readonly kind: 'CreditPayment' }

const bodyCharsMax = 65_536
const parametersMax = 200

function decoded(text: string): string | undefined {
  // Decoding reports a stray percent sign or broken UTF-8 by throwing; here that is a stranger's message.
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** A form's parameters, each once. */
function readForm(body: string): Result<Parameters, NotificationRefusal> {
  if (body.length > bodyCharsMax) return err({ kind: 'NotificationTooLong' })
  const pairs = body.split('&', parametersMax + 1)
  const parameters = new Map<string, string>()
  for (const pair of pairs) {
    const [, rawName = '', rawValue = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
    const name = decoded(rawName)
    const value = decoded(rawValue)
    const isBroken = rawName === '' || name === undefined || value === undefined
    if (isBroken || parameters.size >= parametersMax) return err({ kind: 'NotificationMalformed' })
    if (parameters.has(name)) return err({ kind: 'ParameterTwice' })
    parameters.set(name, value)
  }
  return ok(Object.fromEntries(parameters))
}

const keysOf = (trust: Trust) =>
  trust.mode === 'key' ? trust.platformKeys : Array.from(trust.platformKeyBySn.values())

/** The signature covers `sign_type` in some kinds of message and not in others; nothing tells which. */
function isAuthentic(parameters: Parameters, trust: Trust): boolean {
  const { sign = '', sign_type, ...signed } = parameters
  const texts = [joined(signed), joined({ ...signed, sign_type: sign_type ?? '' })]
  return keysOf(trust).some((key) => texts.some((text) => isSignatureOf(text, sign, key)))
}

/** `body` must be the form as received, before any parser. */
export function readNotification(
  body: string,
  keys: Pick<AlipayKeys, 'appId' | 'sellerId' | 'trust'>,
): Result<TradeReported, NotificationRefusal> {
  const form = readForm(body)
  if (!form.ok) return form
  const parameters = form.value
  if (!parameters['sign']) return err({ kind: 'SignatureMissing' })
  if (parameters['sign_type'] !== signType) return err({ kind: 'SignTypeRefused' })
  if (!isAuthentic(parameters, keys.trust)) return err({ kind: 'SignatureWrong' })
  const parsed = v.safeParse(notificationSchema, parameters)
  if (!parsed.success) return err({ kind: 'NotificationUnreadable' })
  const { appId, sellerId, isCredit, ...reported } = parsed.output
  if (appId !== keys.appId || sellerId !== keys.sellerId) return err({ kind: 'MerchantForeign' })
  return isCredit ? err({ kind: 'CreditPayment' }) : ok(reported)
}
