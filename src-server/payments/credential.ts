/**
 * A shopper's own code on its one way through the server: held in memory for its single use, at most a minute. What
 * stays is a keyed hash, to know a code that comes twice, and its last digits.
 */

import { createHmac } from 'node:crypto'
import type { ServerPorts } from '../ports.ts'
import type { PayerCredential } from './providers/provider.ts'

/** Older than this a code is dead at the provider, and is not sent. */
export const credentialLivesMs = 60_000

/** A code that comes twice within this is the same code, read twice. */
export const credentialRepeatMs = 120_000

const tailLength = 4

export interface CredentialMark {
  readonly hmac: string
  readonly tail: string
}

export function markOf({ settings }: ServerPorts, { kind, value }: PayerCredential): CredentialMark {
  const key = createHmac('sha256', settings.officeToken).update('payment credentials').digest()
  const hmac = createHmac('sha256', key).update(`${kind} ${value}`).digest('hex')
  return { hmac, tail: value.slice(-tailLength) }
}
