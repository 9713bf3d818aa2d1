/**
 * Money as integers of the currency's minor unit (fen, cents, yen), and the one place where rounding lives.
 * Nothing here, and nothing that uses it, may hold a fraction of a minor unit.
 */

import { assert } from './result.ts'

/** ISO 4217 codes that a store can sell in, with the digits of their minor unit. */
export const minorDigits = { CNY: 2, EUR: 2, USD: 2, GBP: 2, JPY: 0, BRL: 2 } as const

export type Currency = keyof typeof minorDigits

export const currencies = ['CNY', 'EUR', 'USD', 'GBP', 'JPY', 'BRL'] as const satisfies readonly Currency[]

/** Thirteen digits of minor units: beyond any full basket, far within exact integers. */
export const amountMinorMax = 9_999_999_999_999

/** The dearest single item: 999,999.99. A full basket of these still is an exact amount. */
export const unitPriceMinorMax = 99_999_999

export const isAmountMinor = (value: number): boolean =>
  Number.isSafeInteger(value) && Math.abs(value) <= amountMinorMax

/**
 * Integer division rounded half away from zero, exact for every safe numerator.
 * `divideRounded(5, 2) = 3`, `divideRounded(-5, 2) = -3`.
 */
export function divideRounded(numerator: number, denominator: number): number {
  assert(Number.isSafeInteger(numerator), 'numerator is a safe integer')
  assert(Number.isSafeInteger(denominator) && denominator > 0, 'denominator is a positive integer')
  const magnitude = Math.abs(numerator)
  const quotient = Math.floor(magnitude / denominator)
  const remainder = magnitude - quotient * denominator
  const rounded = remainder >= denominator - remainder ? quotient + 1 : quotient
  return numerator < 0 ? -rounded || 0 : rounded
}

/**
 * The tax contained in a gross amount. `rateBasisPoints` is hundredths of a percent: 1300 is 13 %.
 * Net is gross minus this, so that the two always add up.
 */
export function taxIncluded(grossMinor: number, rateBasisPoints: number): number {
  assert(isAmountMinor(grossMinor), 'gross amount is integer minor units')
  assert(Number.isInteger(rateBasisPoints) && rateBasisPoints >= 0, 'tax rate is whole basis points')
  const denominator = 10_000 + rateBasisPoints
  const whole = Math.trunc(grossMinor / denominator)
  const rest = grossMinor - whole * denominator
  return whole * rateBasisPoints + divideRounded(rest * rateBasisPoints, denominator)
}

/** The price of a weight at a price by the kilogram. */
export function weighedPrice(perKilogramMinor: number, grams: number): number {
  assert(Number.isInteger(grams) && grams >= 0, 'a weight is whole grams')
  return divideRounded(perKilogramMinor * grams, 1_000)
}

/** A price after so many percent off, rounded to the nearest minor unit, half a unit upwards. */
export function markedDown(priceMinor: number, percentOff: number): number {
  assert(Number.isInteger(percentOff) && percentOff >= 0 && percentOff <= 100, 'a markdown is whole percent')
  return divideRounded(priceMinor * (100 - percentOff), 100)
}

const symbols: Readonly<Record<Currency, string>> = {
  CNY: '¥',
  EUR: '€',
  USD: '$',
  GBP: '£',
  JPY: '¥',
  BRL: 'R$',
}

/** `12840` fen as `128.40`: by digits, never through a fraction. */
export function formatAmount(amountMinor: number, currency: Currency): string {
  assert(isAmountMinor(amountMinor), 'amount is integer minor units')
  const digits = minorDigits[currency]
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** `12840` fen as `¥128.40`, `-¥5.00` for what is given back. */
export function formatMoney(amountMinor: number, currency: Currency): string {
  const sign = amountMinor < 0 ? '-' : ''
  return sign + symbols[currency] + formatAmount(Math.abs(amountMinor), currency)
}
