/**
 * One life of a simulated process. When it dies, its timers never fire and whatever it waited for never comes: what
 * it had on disk is all that is left of it.
 */

import type { Cancel } from '../../../lane/ports.ts'
import type { VirtualTime } from '../virtual-time.ts'

export class Life {
  readonly #time: VirtualTime
  readonly #dead: Promise<void>
  #isAlive = true
  #die: () => void = () => {}

  constructor(time: VirtualTime) {
    this.#time = time
    this.#dead = new Promise((resolve) => {
      this.#die = resolve
    })
  }

  isAlive(): boolean {
    return this.#isAlive
  }

  end(): void {
    this.#isAlive = false
    this.#die()
  }

  after(waitMs: number, run: () => void): Cancel {
    return this.#time.after(waitMs, () => {
      if (this.#isAlive) run()
    })
  }

  wait(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(waitMs, resolve)
    })
  }

  /** The work's outcome, as long as there is someone to have it: the dead are not told of failures either. */
  whileAlive<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      work.then(
        (outcome) => this.#isAlive && resolve(outcome),
        (error: unknown) => this.#isAlive && reject(error),
      )
    })
  }

  /** Real work on real files, for which time stands still; a death in the middle lets time go on. */
  async onDisk<T>(work: () => Promise<T>): Promise<T> {
    const done = this.whileAlive(work())
    await this.#time.during(() => Promise.race([done, this.#dead]))
    return done
  }
}

/** Ever again after a pause, until the life ends; steps never overlap. */
export function beat(life: Life, everyMs: number, step: () => Promise<unknown>): void {
  const next = (): void => {
    life.after(everyMs, () => void life.whileAlive(step()).then(next))
  }
  next()
}
