/** Timers with the hands in the test's hand. */

import type { Timers } from '../../../hardware/timers.ts'

interface Waiting {
  readonly dueMs: number
  readonly task: () => void
}

export class ManualTimers implements Timers {
  #nowMs = 0
  #waiting: readonly Waiting[] = []

  nowMs(): number {
    return this.#nowMs
  }

  after(delayMs: number, task: () => void): () => void {
    const entry = { dueMs: this.#nowMs + delayMs, task }
    this.#waiting = [...this.#waiting, entry]
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry)
    }
  }

  get waitingCount(): number {
    return this.#waiting.length
  }

  /** Moves the hands, running what comes due on the way, and lets promises settle. */
  async advance(byMs: number): Promise<void> {
    const endMs = this.#nowMs + byMs
    for (let due = this.#next(endMs); due !== undefined; due = this.#next(endMs)) {
      this.#waiting = this.#waiting.filter((each) => each !== due)
      this.#nowMs = due.dueMs
      due.task()
      await settled()
    }
    this.#nowMs = endMs
    await settled()
  }

  #next(endMs: number): Waiting | undefined {
    return this.#waiting.filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0]
  }
}

/** Lets every promise that can settle do so. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
