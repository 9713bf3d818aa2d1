/**
 * What the sandbox's outside world needs from its own outside: time, chance and a way to deliver notifications.
 * The running program gives the system's (`system.ts`); a simulation gives seeded ones. No file of the gateway may
 * reach for a clock, a random number or a socket in any other way.
 */

import type { Result } from '../domain/result.ts'

export interface SandboxClock {
  readonly nowMs: () => number
  /** Resolves when this clock has moved on by `ms`. */
  readonly wait: (ms: number) => Promise<void>
  /** Moves this clock forward, so that expiry and retries need not be sat out. */
  readonly advance: (ms: number) => void
}

export interface Random {
  readonly bytes: (count: number) => Uint8Array
}

export interface NotifyRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface NotifyFailed {
  readonly kind: 'NotifyFailed'
  readonly reason: string
}

/** What the merchant's page said; the body is cut, because only a word of it can matter. */
export interface NotifyAnswer {
  readonly status: number
  readonly body: string
}

export type NotifySend = (request: NotifyRequest) => Promise<Result<NotifyAnswer, NotifyFailed>>
