/**
 * A price typed as tills take it: digits fill from the right, so `1290` is 12.90 where the currency has two decimal
 * digits. Nothing typed yet is no price; a lone zero is a price of nothing.
 */

/** Digits of the dearest price that can be typed: 999,999.99. */
const digitsMax = 8

export interface PricedDigits {
  readonly priceMinor: number | undefined
  /** As shown while typing. */
  readonly text: string
  /** The digits kept of whatever is in the field now. */
  readonly accept: (text: string) => string
}

export function pricedDigits(digits: string, minorDigits: number): PricedDigits {
  const padded = digits.padStart(minorDigits + 1, '0')
  const whole = padded.slice(0, padded.length - minorDigits)
  const text = minorDigits === 0 ? whole : `${whole}.${padded.slice(-minorDigits)}`
  return {
    priceMinor: digits === '' ? undefined : Number(digits),
    text: digits === '' ? '' : text,
    accept: (next) => {
      const kept = next.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
      return kept.slice(0, digitsMax)
    },
  }
}
