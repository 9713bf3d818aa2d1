/** A lane's public key on the wire: Ed25519 as SPKI in base64url. Anything else is `undefined`. */

import { createPublicKey, type KeyObject } from 'node:crypto'

export function readPublicKey(encoded: string): KeyObject | undefined {
  // The key parser answers by throwing.
  try {
    const key = createPublicKey({ key: Buffer.from(encoded, 'base64url'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}
