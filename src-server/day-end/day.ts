/**
 * The days of the books: calendar days in China's one time zone, which has no summer time. Bills are made by such days;
 * whatever happened belongs to the day it happened in there, wherever the server stands.
 */

import * as v from 'valibot'

export const dayMs = 24 * 3_600_000
const zoneMs = 8 * 3_600_000

/** A provider's bill of a day is ready at ten in the morning of the next. */
const billsReadyMs = 10 * 3_600_000

/** The instant at which a day that is written `2026-11-21` begins. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - zoneMs

export const dayOf = (ms: number): string => new Date(ms + zoneMs).toISOString().slice(0, 10)

export const dayBefore = (day: string): string => dayOf(startOf(day) - 1)

export const billsDueAt = (day: string): number => startOf(day) + dayMs + billsReadyMs

export const daySchema = v.pipe(
  v.string(),
  v.regex(/^20\d{2}-\d{2}-\d{2}$/),
  v.check((day) => !Number.isNaN(startOf(day)) && dayOf(startOf(day)) === day),
)

/** `2026-11-21 09:30:00` in China, as bills write it; undefined for anything else. */
export function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`)
  return Number.isNaN(ms) ? undefined : ms - zoneMs
}
