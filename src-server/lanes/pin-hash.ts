/** Hashes an attendant's PIN as lanes check it. The PIN itself is never kept. */

import { scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { pinScrypt } from '../../domain/contract/wire.ts'

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

/** scrypt needs 128 · N · r bytes; twice that leaves room. */
const maxmem = 2 * 128 * pinScrypt.N * pinScrypt.r

/** `salt` is 32 hexadecimal digits; the result 64. */
export async function hashPin(pin: string, salt: string): Promise<string> {
  const { N, r, p, bytes } = pinScrypt
  const hash = await derive(pin, Buffer.from(salt, 'hex'), bytes, { N, r, p, maxmem })
  return hash.toString('hex')
}
