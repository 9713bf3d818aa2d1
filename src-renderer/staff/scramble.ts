/**
 * The ten digits in a new order each time, so that neither a watching eye nor the marks on the glass give a PIN away.
 * Randomness is an argument.
 */

import { plainDigits } from '../../ui/keypad.tsx'

/** Fisher–Yates; `random` gives a number from 0 up to, but without, 1. */
export function scrambledDigits(random: () => number): readonly string[] {
  const digits: string[] = [...plainDigits]
  for (let last = digits.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const [taken = '', left = ''] = [digits[other], digits[last]]
    digits[last] = taken
    digits[other] = left
  }
  return digits
}
