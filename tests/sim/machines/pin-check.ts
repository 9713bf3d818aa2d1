/**
 * The lane's PIN check in virtual time. The hash is the product's own; because it is made to be slow, each pair of
 * PIN and salt is hashed once in the life of the process, and the wait is a virtual one.
 */

import { scryptSync } from 'node:crypto'
import { pinScrypt } from '../../../domain/contract/wire.ts'
import type { PinCheck } from '../../../lane/ports.ts'
import type { Chance } from '../chance.ts'
import type { Life } from './life.ts'

const { N, r, p, bytes } = pinScrypt
const hashMsMax = 200

const known = new Map<string, string>()

function hashOf(pin: string, salt: string): string {
  const key = `${pin} ${salt}`
  const hash =
    known.get(key) ??
    scryptSync(pin, Buffer.from(salt, 'hex'), bytes, { N, r, p, maxmem: 256 * N * r }).toString('hex')
  known.set(key, hash)
  return hash
}

export const checkPin = (life: Life, chance: Chance): PinCheck => ({
  async verify(member, pin) {
    await life.wait(chance.between(20, hashMsMax))
    return hashOf(pin, member.pinSalt) === member.pinHash
  },
})
