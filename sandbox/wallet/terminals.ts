/**
 * Face terminals that a merchant has opened: the authority a platform lent each of them, and for how long. A terminal
 * shows it with every face it sees; without it no face becomes a token. In memory, like the tokens themselves.
 */

import type { SandboxClock } from '../ports.ts'
import type { Provider } from './shoppers.ts'

export interface Terminals {
  readonly open: (provider: Provider, authority: string, livesMs: number) => void
  readonly isOpen: (provider: Provider, authority: string) => boolean
}

const keptMax = 1_000

export function createTerminals(clock: SandboxClock): Terminals {
  const endsAtMs = new Map<string, number>()
  const keyOf = (provider: Provider, authority: string): string => `${provider} ${authority}`
  return {
    open(provider, authority, livesMs) {
      endsAtMs.set(keyOf(provider, authority), clock.nowMs() + livesMs)
      const [oldest] = endsAtMs.keys()
      if (endsAtMs.size > keptMax && oldest !== undefined) endsAtMs.delete(oldest)
    },
    isOpen: (provider, authority) => clock.nowMs() < (endsAtMs.get(keyOf(provider, authority)) ?? 0),
  }
}
