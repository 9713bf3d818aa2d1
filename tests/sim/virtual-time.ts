/**
 * Virtual time: a clock that only moves when told to, with every wait in one ordered queue. Between two events it
 * lets whatever was set going settle: promises and, where the store server works inside this process, its requests.
 * The same calls in the same order give the same run.
 */

import type { Cancel, Clock } from '../../lane/ports.ts'

interface Waiting {
  readonly atMs: number
  readonly order: number
  readonly run: () => void
}

/** Turns of the event loop that promises get to settle after an event. */
const settlingTurns = 2

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export class VirtualTime {
  readonly #queue: Waiting[] = []
  #elapsedMs = 0
  #order = 0
  #busy = 0

  /** Milliseconds since the start: monotonic, whatever the wall clocks say. */
  elapsedMs(): number {
    return this.#elapsedMs
  }

  after(waitMs: number, run: () => void): Cancel {
    const waiting = { atMs: this.#elapsedMs + Math.max(0, waitMs), order: this.#order++, run }
    this.#queue.push(waiting)
    return () => {
      const at = this.#queue.indexOf(waiting)
      if (at >= 0) this.#queue.splice(at, 1)
    }
  }

  /** A wall clock on this time; `offsetMs` may change to let it jump. */
  clock(wall: { offsetMs: number }): Clock {
    return {
      nowMs: () => this.#elapsedMs + wall.offsetMs,
      after: (waitMs, run) => this.after(waitMs, run),
    }
  }

  /** Work that runs on the real event loop and that time must wait for. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++
    try {
      return await work()
    } finally {
      this.#busy--
    }
  }

  /** A virtual wait inside such work: time may go on meanwhile. */
  async aside<T>(work: () => Promise<T>): Promise<T> {
    this.#busy--
    try {
      return await work()
    } finally {
      this.#busy++
    }
  }

  async settle(): Promise<void> {
    for (let quiet = 0; quiet < settlingTurns; ) {
      await turn()
      quiet = this.#busy === 0 ? quiet + 1 : 0
    }
  }

  /** Runs every event due within `ms`, in order, and stands at the end of it. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#elapsedMs + ms
    await this.settle()
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#elapsedMs = next.atMs
      next.run()
      await this.settle()
    }
    this.#elapsedMs = untilMs
  }

  #next(untilMs: number): Waiting | undefined {
    let first: Waiting | undefined
    for (const waiting of this.#queue) {
      const earlier =
        first === undefined ||
        waiting.atMs < first.atMs ||
        (waiting.atMs === first.atMs && waiting.order < first.order)
      if (earlier) first = waiting
    }
    if (first === undefined || first.atMs > untilMs) return undefined
    this.#queue.splice(this.#queue.indexOf(first), 1)
    return first
  }
}
