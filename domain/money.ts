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
 * Shares an amount by weights, exact to the unit: each share is rounded down, and the units that leaves go one each to
 * the largest fractions, the first of equals. Where the amount is no more than the weights, no share is more than its
 * own.
 */
export function allocate(amountMinor: number, weights: readonly number[]): readonly number[] {
  assert(isAmountMinor(amountMinor) && amountMinor >= 0, 'what is shared is integer minor units')
  assert(
    weights.every((weight) => isAmountMinor(weight) && weight >= 0),
    'weights are whole and not below nothing',
  )
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0))
  if (amountMinor === 0) return weights.map(() => 0)
  assert(total > 0n, 'something is shared by weights that are something')
  const parts = weights.map((weight, at) => {
    const product = BigInt(amountMinor) * BigInt(weight)
    return { at, whole: Number(product / total), fraction: product % total }
  })
  const left = amountMinor - parts.reduce((sum, { whole }) => sum + whole, 0)
  const lucky = parts.toSorted((a, b) =>
    a.fraction === b.fraction ? a.at - b.at : a.fraction > b.fraction ? -1 : 1,
  )
  const plusOne = new Set(lucky.slice(0, left).map(({ at }) => at))
  return parts.map(({ at, whole }) => (plusOne.has(at) ? whole + 1 : whole))
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

/** `12840` fen as `128.40`, for programs: by digits, never through a fraction. */
export function formatAmount(amountMinor: number, currency: Currency): string {
  assert(isAmountMinor(amountMinor), 'amount is integer minor units')
  const digits = minorDigits[currency]
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Between thousands, so that nobody has to count digits; no currency has three behind its point. */
const betweenThousands = /\B(?=(?:\d{3})+(?!\d))/g

/** `1234500` fen as `12,345.00`: what people read in a column of money. */
export const formatGrouped = (amountMinor: number, currency: Currency): string =>
  formatAmount(amountMinor, currency).replace(betweenThousands, ',')

/** `12840` fen as `¥128.40`, `1234500` as `¥12,345.00`, `-¥5.00` for what is given back. */
export function formatMoney(amountMinor: number, currency: Currency): string {
  const sign = amountMinor < 0 ? '-' : ''
  return sign + symbols[currency] + formatGrouped(Math.abs(amountMinor), currency)
}
