/**
 * Walks the numbers `0 … size - 1` in a scattered order that repeats nothing before all have been met.
 * With it codes and names are unique by construction: nothing has to be remembered while streaming.
 */

import { assert } from '../../domain/result.ts'
import { below, type Random } from './random.ts'

/** The place of the n-th step; `step` may exceed the size and then goes round again. */
export type Permutation = (step: number) => number

/** Steps times strides stay exact integers below this size. */
const sizeMax = 10_000_000

function greatestCommonDivisor(left: number, right: number): number {
  let [larger, smaller] = [left, right]
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

/** An affine walk `(start + step × stride) mod size`; it is a permutation because stride and size are coprime. */
export function scatteredPermutation(random: Random, size: number): Permutation {
  assert(Number.isInteger(size) && size > 0 && size <= sizeMax, 'a permutation has a bounded size')
  const start = below(random, size)
  // Near the golden section neighbouring steps land far apart, so that a small catalogue is mixed too.
  let stride = Math.max(1, Math.floor(size * 0.618) + below(random, Math.ceil(size / 16)))
  while (greatestCommonDivisor(stride, size) !== 1) stride += 1
  return (step) => (start + (step % size) * stride) % size
}
