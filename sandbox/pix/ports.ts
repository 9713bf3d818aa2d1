/** What the sandbox's PIX bank works with: the outside ports, its books, its merchant and the keys of both. */

import type { KeyObject } from 'node:crypto'
import type { NotifySend, Random, SandboxClock } from '../ports.ts'
import type { PixStore } from './store.ts'

export interface PixMerchant {
  readonly clientId: string
  readonly clientSecret: string
  /** The receiver's PIX key. */
  readonly key: string
  readonly name: string
  readonly city: string
  /** Where messages go, and the secret they are sealed with. */
  readonly noticeUrl: string
  readonly noticeSecret: string
}

export interface PixPorts {
  readonly clock: SandboxClock
  readonly random: Random
  readonly notifySend: NotifySend
  readonly store: PixStore
  readonly merchant: PixMerchant
  /** Host of the places that codes point to, without scheme. */
  readonly host: string
  /** Signs what payers' banks read there; P-256. */
  readonly signingKey: KeyObject
}
