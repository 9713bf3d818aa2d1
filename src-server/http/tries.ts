/** Counts failures by who caused them, so that guessing is slow. Bounded in callers remembered; forgets by time. */

import type { Clock } from '../ports.ts'

interface Window {
  readonly sinceMs: number
  readonly tries: number
}

export interface Tries {
  /** Whole seconds until the caller may try again; 0 when at once. */
  waitSeconds(caller: string): number
  failed(caller: string): void
}

const callersMax = 10_000

export function createTries(clock: Clock, triesMax: number, windowMs: number): Tries {
  const windows = new Map<string, Window>()
  const current = (caller: string): Window | undefined => {
    const window = windows.get(caller)
    return window !== undefined && Math.abs(clock.nowMs() - window.sinceMs) < windowMs ? window : undefined
  }
  return {
    waitSeconds(caller) {
      const window = current(caller)
      if (window === undefined || window.tries < triesMax) return 0
      return Math.max(1, Math.ceil((window.sinceMs + windowMs - clock.nowMs()) / 1000))
    },
    failed(caller) {
      const window = current(caller) ?? { sinceMs: clock.nowMs(), tries: 0 }
      windows.delete(caller)
      windows.set(caller, { ...window, tries: window.tries + 1 })
      const [oldest] = windows.keys()
      if (windows.size > callersMax && oldest !== undefined) windows.delete(oldest)
    },
  }
}
