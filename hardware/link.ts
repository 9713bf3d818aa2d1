/**
 * What a device hangs on: a line that opens, carries bytes and can be lost at any time. Serial, HID and simulated
 * links look the same from here; what the bytes mean is the device's affair.
 */

import type { Result } from '../domain/result.ts'

/** Why a device cannot be heard, in the order an installer would look. */
const linkLosses = [
  'NotFound',
  'NotPermitted',
  'Busy',
  'DriverMissing',
  'HungUp',
  'Silent',
  'Failed',
] as const

export type LinkLossKind = (typeof linkLosses)[number]

export interface LinkLoss {
  readonly kind: LinkLossKind
  /** The driver's own words, for store IT; never anything that came over the line. */
  readonly detail: string
}

export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready' }
  /** Not heard; the next try is `nextTryMs` after this report, and so on until it is back or closed. */
  | { readonly kind: 'lost'; readonly loss: LinkLoss; readonly nextTryMs: number }
  | { readonly kind: 'closed' }

export interface Link {
  close(): Promise<void>
}

/** A link on which something can be asked. */
export interface TwoWayLink extends Link {
  /** Sends, unless the line is gone; whether it arrived only an answer tells. */
  write(data: Uint8Array): void
}

export interface LinkEvents {
  onData(data: Uint8Array): void
  /** The line is gone; the link calls this at most once and says nothing after it. */
  onLost(loss: LinkLoss): void
}

export type OpenLink<L extends Link = Link> = (events: LinkEvents) => Promise<Result<L, LinkLoss>>
