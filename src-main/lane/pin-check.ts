/**
 * Checks an attendant's PIN against the salted scrypt hash that the store server issued. It runs on Node's thread
 * pool, so that scanning goes on, and compares in constant time. The PIN is never kept.
 */

import { scrypt, timingSafeEqual } from 'node:crypto'
import { pinScrypt } from '../../domain/contract/wire.ts'
import type { PinCheck } from '../../lane/ports.ts'

const { N, r, p, bytes } = pinScrypt
const options = { N, r, p, maxmem: 256 * N * r }

const derive = (pin: string, salt: Buffer): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    scrypt(pin, salt, bytes, options, (failure, key) => resolve(failure ? undefined : key))
  })

export const scryptPinCheck: PinCheck = {
  async verify(member, pin) {
    const expected = Buffer.from(member.pinHash, 'hex')
    const derived = await derive(pin, Buffer.from(member.pinSalt, 'hex'))
    return derived !== undefined && derived.length === expected.length && timingSafeEqual(derived, expected)
  },
}
