/**
 * Questions to a terminal that wait for their answers, by number. Each ends once: by its answer, by its time, or with
 * the line.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { Cancel, Timers } from '../timers.ts'

/** More than a terminal that answers ever has open; of one that does not, the oldest is given up. */
export const questionsMax = 16

export type NoAnswer = 'late' | 'lost'

export interface Questions {
  /** The next number, and what becomes of it. */
  ask(waitMs: number): { readonly id: number; readonly answered: Promise<Result<unknown, NoAnswer>> }
  /** `false` where nobody waits for it. */
  answer(id: number, answer: unknown): boolean
  /** The line is gone: nothing that was asked will be answered. */
  loseAll(): void
}

interface Waiting {
  readonly end: (outcome: Result<unknown, NoAnswer>) => void
  readonly cancel: Cancel
}

export function createQuestions(timers: Timers): Questions {
  const waiting = new Map<number, Waiting>()
  let last = 0

  function end(id: number, outcome: Result<unknown, NoAnswer>): boolean {
    const question = waiting.get(id)
    if (question === undefined) return false
    waiting.delete(id)
    question.cancel()
    question.end(outcome)
    return true
  }

  return {
    ask(waitMs) {
      const [oldest] = waiting.keys()
      if (waiting.size >= questionsMax && oldest !== undefined) end(oldest, err('late'))
      const id = ++last
      const answered = new Promise<Result<unknown, NoAnswer>>((resolve) => {
        waiting.set(id, { end: resolve, cancel: timers.after(waitMs, () => end(id, err('late'))) })
      })
      return { id, answered }
    },
    answer: (id, answer) => end(id, ok(answer)),
    loseAll() {
      for (const id of [...waiting.keys()]) end(id, err('lost'))
    },
  }
}
