/** Amounts of EMVCo codes: whole units with a point in the text, minor units here; by digits, never by a fraction. */

import { isAmountMinor } from '../money.ts'

/** `3000` with two digits is `30.00`. */
export function emvAmount(amountMinor: number, digits: number): string {
  const text = String(amountMinor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Undefined where the text is finer than the currency, or no amount at all. */
export function amountMinorOf(text: string, digits: number): number | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined || /[1-9]/.test(fraction.slice(digits))) return undefined
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  return isAmountMinor(minor) ? minor : undefined
}
