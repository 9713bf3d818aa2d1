/**
 * A lane's scale in a simulated store. Loads take a moment to lie still, and the cable can be out; what ever lay still
 * on it is remembered apart, for the judges: nothing else may have been sold by weight.
 */

import type { ScaleReading } from '../../../domain/sale/weighing.ts'
import type { Scale } from '../../../lane/ports.ts'
import type { VirtualTime } from '../virtual-time.ts'

const settleMs = 600

export class SimulatedScale implements Scale {
  readonly range = { minGrams: 40, maxGrams: 15_000 }
  readonly stood = new Set<number>()
  readonly #time: VirtualTime
  readonly #heard: () => void
  #reading: ScaleReading = { kind: 'stable', grams: 0 }
  #isPlugged = true
  #loads = 0

  constructor(time: VirtualTime, heard: () => void) {
    this.#time = time
    this.#heard = heard
  }

  reading(): ScaleReading {
    return this.#isPlugged ? this.#reading : { kind: 'lost' }
  }

  put(grams: number): void {
    const load = ++this.#loads
    this.#show({ kind: 'moving', grams })
    this.#time.after(settleMs, () => {
      if (load !== this.#loads) return
      this.stood.add(grams)
      this.#show(grams > this.range.maxGrams ? { kind: 'overload' } : { kind: 'stable', grams })
    })
  }

  /** Pulls the cable, or puts it back. */
  turnPlug(): void {
    this.#isPlugged = !this.#isPlugged
    this.#heard()
  }

  #show(reading: ScaleReading): void {
    this.#reading = reading
    this.#heard()
  }
}
