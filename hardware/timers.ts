/**
 * Time as devices see it: a monotonic clock and one-shot timers, as an argument, so that tests hold the hands.
 * It never tells the time of day.
 */

export type Cancel = () => void

export interface Timers {
  /** Monotonic; only differences mean anything. */
  nowMs(): number
  /** Runs `task` once, `delayMs` from now, unless cancelled. Cancelling twice, or too late, does nothing. */
  after(delayMs: number, task: () => void): Cancel
}

export const systemTimers: Timers = {
  nowMs: () => performance.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}
