/**
 * The real clock, chance and hash of a lane: the only place in the lane process that takes them from Node.
 */

import { createHash, randomUUID } from 'node:crypto'
import type { Sha256 } from '../../domain/journal.ts'
import type { Clock, Random } from '../../lane/ports.ts'

/** Node's timers run on the monotonic clock, so a wait is not moved by a set wall clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(waitMs, run) {
    const timer = setTimeout(run, waitMs)
    return () => clearTimeout(timer)
  },
}

export const systemRandom: Random = {
  fraction: () => Math.random(),
  id: () => randomUUID(),
}

/** Today's date in a zone, as `2026-11-30`: Sweden writes dates so. */
export const dateIn = (timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(systemClock.nowMs())

/** Minutes since midnight in a zone. */
export function minuteIn(timeZone: string): number {
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' }).format(systemClock.nowMs())
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export const sha256: Sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex')
