/**
 * A lane's public key on the wire: Ed25519 as SPKI in base64url. Anything else is `undefined`. Keys read last are kept
 * read: every request of a lane is checked by the same one.
 */

import { createPublicKey, type KeyObject } from 'node:crypto'

/** More than a store has lanes. */
const keptMax = 500

const kept = new Map<string, KeyObject>()

function keep(encoded: string, key: KeyObject): KeyObject {
  kept.set(encoded, key)
  const [oldest] = kept.keys()
  if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
  return key
}

export function readPublicKey(encoded: string): KeyObject | undefined {
  const known = kept.get(encoded)
  if (known !== undefined) return known
  // The key parser answers by throwing.
  try {
    const key = createPublicKey({ key: Buffer.from(encoded, 'base64url'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? keep(encoded, key) : undefined
  } catch {
    return undefined
  }
}
