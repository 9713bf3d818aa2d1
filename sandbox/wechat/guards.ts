/**
 * What the platform refuses before it looks at an order: more charges in a second than a merchant may send, and, where
 * the sandbox is told to be that strict, a nonce it has seen. Kept in memory, as fleeting as what it guards against.
 */

import type { SandboxClock } from '../ports.ts'

/** The provider's published limit for payment codes. */
const chargesPerSecondMax = 33
const secondMs = 1_000
const noncesMax = 10_000

export interface Guards {
  /** Counts a charge; true when it is one too many. */
  readonly isTooFast: () => boolean
  /** Remembers a nonce; true when it was there already and repeats are refused. */
  readonly isReplayed: (nonce: string) => boolean
}

export function createGuards({ nowMs }: SandboxClock, refusesReplays: boolean): Guards {
  let charges: readonly number[] = []
  const nonces = new Set<string>()
  return {
    isTooFast() {
      const now = nowMs()
      charges = [...charges.filter((atMs) => now - atMs < secondMs), now].slice(-chargesPerSecondMax - 1)
      return charges.length > chargesPerSecondMax
    },
    isReplayed(nonce) {
      if (!refusesReplays) return false
      const isKnown = nonces.has(nonce)
      if (nonces.size >= noncesMax) nonces.clear()
      nonces.add(nonce)
      return isKnown
    },
  }
}
