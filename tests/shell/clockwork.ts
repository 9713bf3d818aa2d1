/** Timers that a test turns by hand: an hour of supervision in a moment, the same each time. */

import type { Timers } from '../../src-main/shell/supervision.ts'

export interface Clockwork extends Timers {
  /** Lets so much time pass, running what falls due in order. */
  readonly pass: (ms: number) => void
}

interface Due {
  readonly atMs: number
  readonly everyMs: number | undefined
  readonly work: () => void
}

export function clockwork(): Clockwork {
  let nowMs = 0
  let due: readonly Due[] = []

  const takeNext = (untilMs: number): Due | undefined => {
    const [next, ...rest] = due.toSorted((a, b) => a.atMs - b.atMs)
    if (next === undefined || next.atMs > untilMs) return undefined
    due = next.everyMs === undefined ? rest : [...rest, { ...next, atMs: next.atMs + next.everyMs }]
    return next
  }

  return {
    nowMs: () => nowMs,
    after: (ms, work) => {
      due = [...due, { atMs: nowMs + ms, everyMs: undefined, work }]
    },
    every: (ms, work) => {
      due = [...due, { atMs: nowMs + ms, everyMs: ms, work }]
    },
    pass: (ms) => {
      const untilMs = nowMs + ms
      for (let next = takeNext(untilMs); next !== undefined; next = takeNext(untilMs)) {
        nowMs = next.atMs
        next.work()
      }
      nowMs = untilMs
    },
  }
}
