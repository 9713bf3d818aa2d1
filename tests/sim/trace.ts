/**
 * What happened in a run, in order: every event goes into one running hash, the last ones are kept to be read after
 * a failure, and kinds are counted so that a run in which nothing happened is seen.
 */

import { createHash } from 'node:crypto'
import type { VirtualTime } from './virtual-time.ts'

/** Lines kept for whoever looks into a failure. */
const traceTailLines = 120

export class Trace {
  readonly #time: VirtualTime
  readonly #hash = createHash('sha256')
  readonly #tail: string[] = []
  readonly #counts = new Map<string, number>()
  #events = 0

  constructor(time: VirtualTime) {
    this.#time = time
  }

  /** An event; `who` did or met `what`. */
  note(who: string, what: string): void {
    const line = `${this.#time.elapsedMs()} ${who} ${what}`
    this.#hash.update(`${line}\n`)
    this.#events++
    this.#tail.push(line)
    if (this.#tail.length > traceTailLines) this.#tail.shift()
  }

  count(kind: string, by = 1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + by)
  }

  /** The same as `note`, and counted under its kind. */
  happened(who: string, kind: string, detail = ''): void {
    this.count(kind)
    this.note(who, detail === '' ? kind : `${kind} ${detail}`)
  }

  events(): number {
    return this.#events
  }

  counts(): ReadonlyMap<string, number> {
    return this.#counts
  }

  tail(): readonly string[] {
    return this.#tail
  }

  /** Over everything noted so far. */
  digest(): string {
    return this.#hash.copy().digest('hex')
  }
}
