/**
 * A seeded stream of numbers for made-up data: the same seed gives the same stream on every machine.
 * It is fast and repeatable, never secret: no key, token or code may come from here.
 */

import { present } from '../../domain/result.ts'

/** The next number of the stream: at least 0, below 1. */
export type Random = () => number

/** Mulberry32 by Tommy Ettinger: 32 bits of state, a full period of 2³². */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** A whole number of `0 … below - 1`. */
export const below = (random: Random, limit: number): number => Math.floor(random() * limit)

export function pick<T>(random: Random, choices: readonly T[]): T {
  return present(choices[below(random, choices.length)], 'there is something to pick')
}

/** True about once in `odds` calls. */
export const onceIn = (random: Random, odds: number): boolean => random() * odds < 1
