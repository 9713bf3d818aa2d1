/** Words drawn letter by letter from the random port: the numbers, codes and tokens of every platform. */

import type { Random } from './ports.ts'

export const digits = '0123456789'

/** A byte modulo an alphabet leans a little to its first letters; for a sandbox that is even enough. */
export const draw = (random: Random, alphabet: string, count: number): string =>
  Array.from(random.bytes(count), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
