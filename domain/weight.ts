/** Weights as whole grams, and how people write them. Never a fraction, so that no scale and label disagree by one. */

import { assert } from './result.ts'

/** A weight of kilograms with up to three decimals, as scales send it: `0.732` is 732 grams. Anything else is none. */
export function parseKilograms(text: string): number | undefined {
  const [, whole, decimals] = /^(\d{1,5})(?:\.(\d{1,3}))?$/.exec(text) ?? []
  return whole === undefined ? undefined : Number(whole) * 1_000 + Number((decimals ?? '').padEnd(3, '0'))
}

/** `450` grams as `0.450`: kilograms to the gram, by digits. */
export function formatKilograms(grams: number): string {
  assert(Number.isInteger(grams) && grams >= 0, 'a weight is whole grams')
  const text = String(grams).padStart(4, '0')
  return `${text.slice(0, -3)}.${text.slice(-3)}`
}
