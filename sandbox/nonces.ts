/**
 * Nonces that a platform has seen. Only where the sandbox is told to be that strict does a second one matter: the real
 * platforms promise no such check. In memory, as fleeting as what it guards against.
 */

export interface Nonces {
  /** Remembers a nonce; true when it was there already and repeats are refused. */
  readonly isReplayed: (nonce: string) => boolean
}

const noncesMax = 10_000

export function createNonces(refusesReplays: boolean): Nonces {
  const seen = new Set<string>()
  return {
    isReplayed(nonce) {
      if (!refusesReplays) return false
      const isKnown = seen.has(nonce)
      if (seen.size >= noncesMax) seen.clear()
      seen.add(nonce)
      return isKnown
    },
  }
}
