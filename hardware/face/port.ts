/**
 * The port of a face payment terminal: a camera with a wallet's own SDK, which looks at a shopper and gives a token to
 * be charged like a payment code. It sees no basket and no amount but what its SDK must be told, and keeps no token.
 */

import type { PayerCode } from '../../domain/code/scan.ts'
import type { FaceSession } from '../../domain/contract/face.ts'
import type { FaceRefusal } from '../../domain/payment/face.ts'
import type { Result } from '../../domain/result.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { LinkState } from '../link.ts'

/** Why something that arrived is no answer. */
const faceLineRefusals = ['TooLong', 'Malformed', 'Unexpected'] as const

export type FaceLineRefusal = (typeof faceLineRefusals)[number]

export interface FaceCounts {
  readonly looks: number
  readonly refused: Readonly<Record<FaceLineRefusal, number>>
}

/** What the terminal says of itself, for its provider. */
export interface FaceAccount {
  readonly deviceId: string
  readonly rawData: string
}

export interface FaceListener {
  /** Called on every change, and only on a change. A terminal is ready once it has said what it is. */
  onState(state: LinkState): void
}

export interface FaceTerminal {
  readonly name: string
  /** Begins, once. From here on the terminal reconnects by itself until it is closed. */
  start(listener: FaceListener): void
  /** Wallets whose faces it can see; none while it is not heard. */
  wallets(): readonly Wallet[]
  describe(wallet: Wallet): Promise<Result<FaceAccount, FaceRefusal>>
  /** Looks until it has seen somebody, gives up or is stopped. One look at a time: a new one ends the former. */
  look(wallet: Wallet, session: FaceSession): Promise<Result<PayerCode, FaceRefusal>>
  /** Ends the look under way, if any; its outcome is `cancelled`. */
  stop(): void
  counts(): FaceCounts
  /** Ends for ever and gives the device back. */
  close(): Promise<void>
}
