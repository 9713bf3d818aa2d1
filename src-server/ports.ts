/**
 * Everything the store server needs of the world. A simulation hands in its own of each; nothing in this room
 * reaches for a clock, a random number, a socket or a timer in any other way.
 */

import type { Wallet } from '../domain/sale/fact.ts'
import type { ImageWriter } from './catalogue/image-file.ts'
import type { Database } from './db/schema.ts'
import type { Log } from './log.ts'
import type { PaymentProvider } from './payments/providers/provider.ts'

export interface Clock {
  nowMs(): number
}

export interface Random {
  /** A fresh identity: 128 bits or more, URL-safe. */
  id(): string
  /** Uniform in [0, 1). */
  fraction(): number
}

export interface Settings {
  /** Name and version, for health and panels. */
  readonly software: string
  /** Where shoppers' phones reach this server, without a trailing slash. */
  readonly publicUrl: string
  /** Directory of ready-made catalogue images. */
  readonly imageDirectory: string
  /** What the office shows to read sales and make enrolment codes. */
  readonly officeToken: string
  /** For how many days the exact bytes of calls to providers are kept; left out, as long as `diaryDaysKept`. */
  readonly diaryDays?: number
}

export interface ServerPorts {
  readonly db: Database
  readonly clock: Clock
  readonly random: Random
  /** The wallets the store takes. One stays configured while anything of it is open. */
  readonly providers: ReadonlyMap<Wallet, PaymentProvider>
  readonly settings: Settings
  /** Writes a catalogue image; left out, this process does, and answers nobody meanwhile. */
  readonly writeImage?: ImageWriter
  readonly log: Log
}
