/** Weights as whole grams, and how people write them. Never a fraction, so that no scale and label disagree by one. */

import { assert } from './result.ts'

/** `450` grams as `0.450`: kilograms to the gram, by digits. */
export function formatKilograms(grams: number): string {
  assert(Number.isInteger(grams) && grams >= 0, 'a weight is whole grams')
  const text = String(grams).padStart(4, '0')
  return `${text.slice(0, -3)}.${text.slice(-3)}`
}
