/**
 * How long until, and how long since, for people. Times come from the lane with every view; nothing here reads a
 * clock.
 */

import type { Messages } from './messages/messages.ts'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Never below zero, so that a late view cannot show a wait of minus one. */
export const remainingMs = (nowMs: number, endsAtMs: number): number => Math.max(0, endsAtMs - nowMs)

export const elapsedMs = (nowMs: number, sinceMs: number): number => Math.max(0, nowMs - sinceMs)

/** `m:ss`, rounded up: a countdown shows 0:00 only when it is over. */
export function countdownText(leftMs: number): string {
  return clockText(Math.ceil(leftMs / secondMs) * secondMs)
}

/** `m:ss`, or `h:mm:ss` from an hour on, rounded down. */
export function clockText(spanMs: number): string {
  const seconds = Math.floor(spanMs / secondMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const tail = two(seconds % 60)
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`
}

/** Minutes of a day as a clock shows them: 1320 is 22:00. */
export function minuteText(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** A span in its largest whole unit: "3 minutes". */
export function spanText(spanMs: number, spans: Messages['spans']): string {
  if (spanMs < minuteMs) return spans.seconds(Math.floor(spanMs / secondMs))
  if (spanMs < hourMs) return spans.minutes(Math.floor(spanMs / minuteMs))
  return spanMs < 2 * dayMs
    ? spans.hours(Math.floor(spanMs / hourMs))
    : spans.days(Math.floor(spanMs / dayMs))
}

/** What is left as a share of the longest time seen, 0 to 1, for a ring that runs out. */
export const shareLeft = (leftMs: number, wholeMs: number): number =>
  wholeMs <= 0 ? 0 : Math.min(1, Math.max(0, leftMs / wholeMs))

/** A tax rate as people write it: 1300 is 13%, 950 is 9.5%. */
export const rateText = (basisPoints: number): string => `${basisPoints / 100}%`
