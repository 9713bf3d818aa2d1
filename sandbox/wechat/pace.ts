/**
 * How fast a merchant may charge: more payment codes in a second than the provider allows are refused before anybody
 * looks at an order. Counts in memory, by the gateway's clock.
 */

import type { SandboxClock } from '../ports.ts'

/** The provider's published limit for payment codes. */
const chargesPerSecondMax = 33
const secondMs = 1_000

export interface Pace {
  /** Counts a charge; true when it is one too many. */
  readonly isTooFast: () => boolean
}

export function createPace({ nowMs }: SandboxClock): Pace {
  let charges: readonly number[] = []
  return {
    isTooFast() {
      const now = nowMs()
      charges = [...charges.filter((atMs) => now - atMs < secondMs), now].slice(-chargesPerSecondMax - 1)
      return charges.length > chargesPerSecondMax
    },
  }
}
