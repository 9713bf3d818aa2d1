/**
 * The dates of GS1 values: six digits YYMMDD, whose century follows from the year of reading, and whose day may be 00
 * for «the whole month» (GS1 General Specifications §3.4 and §7.12). Knows no clock: the year is an argument.
 */

/** `2026-11-30`. */
export type IsoDate = string

/** Read as in this year where the caller does not say the year: any within decades gives the same centuries. */
export const readingYearDefault = 2026

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

export function daysIn(year: number, month: number): number {
  if (month === 2 && isLeapYear(year)) return 29
  return monthDays[month - 1] ?? 0
}

/** A year further than fifty years ahead was in the century before, and one further back is in the next (§7.12). */
export function fullYear(twoDigits: number, readingYear: number): number {
  const century = readingYear - (readingYear % 100)
  const ahead = twoDigits - (readingYear % 100)
  if (ahead >= 51) return century - 100 + twoDigits
  return ahead <= -50 ? century + 100 + twoDigits : century + twoDigits
}

const two = (number: number): string => String(number).padStart(2, '0')

/**
 * A checked YYMMDD as a date. Day 00 is the last day of its month: what is best before a month is still good on every
 * day of it (§3.4.6).
 */
export function isoDate(sixDigits: string, readingYear: number): IsoDate {
  const year = fullYear(Number(sixDigits.slice(0, 2)), readingYear)
  const month = Number(sixDigits.slice(2, 4))
  const day = Number(sixDigits.slice(4, 6)) || daysIn(year, month)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}
