/**
 * Days between dates of labels, counted in the civil calendar. Knows no clock and no zone: the store's date is an
 * argument wherever it is needed.
 */

import type { IsoDate } from '../code/gs1/dates.ts'

const daysPerEra = 146_097
const yearsPerEra = 400

/**
 * A date as days since 0000-03-01. Years begin with March, so that the leap day comes last; an era of 400 years
 * repeats exactly.
 */
function dayNumber(date: IsoDate): number {
  const [calendarYear = 0, month = 1, day = 1] = date.split('-').map(Number)
  const year = month > 2 ? calendarYear : calendarYear - 1
  const era = Math.floor(year / yearsPerEra)
  const yearOfEra = year - era * yearsPerEra
  const monthFromMarch = month > 2 ? month - 3 : month + 9
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return era * daysPerEra + yearOfEra * 365 + leapDays + dayOfYear
}

/** Whole days from one date to another; negative where the other is past. */
export const daysFrom = (from: IsoDate, to: IsoDate): number => dayNumber(to) - dayNumber(from)
