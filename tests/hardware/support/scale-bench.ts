/** The scale's driver on a cable of memory: at its other end the sandbox's plate, or bytes of the test's own. */

import { err, ok } from '../../../domain/result.ts'
import type { ScaleReading } from '../../../domain/sale/weighing.ts'
import type { LinkEvents, LinkState, OpenLink, TwoWayLink } from '../../../hardware/link.ts'
import { CasScale } from '../../../hardware/scale/cas-scale.ts'
import type { ScaleListener } from '../../../hardware/scale/port.ts'
import { createPlate, type Plate } from '../../../sandbox/scale/plate.ts'
import { ManualTimers, settled } from './manual-timers.ts'

export const range = { minGrams: 40, maxGrams: 15_000 }

export class ScaleRecorder implements ScaleListener {
  readonly readings: ScaleReading[] = []
  readonly states: LinkState[] = []

  onReading(reading: ScaleReading): void {
    this.readings.push(reading)
  }

  onState(state: LinkState): void {
    this.states.push(state)
  }

  get stateKinds(): readonly string[] {
    return this.states.map(({ kind }) => kind)
  }
}

export class ScaleBench {
  readonly timers = new ManualTimers()
  readonly heard = new ScaleRecorder()
  readonly plate: Plate
  readonly scale: CasScale
  /** What the driver sent, oldest first. */
  readonly sent: number[] = []
  /** Replaces the plate's answers where set. */
  answer: ((bytes: Uint8Array) => Uint8Array) | undefined
  #plugged = true
  #line: LinkEvents | undefined

  constructor() {
    this.plate = createPlate(() => this.timers.nowMs())
    this.scale = new CasScale({ name: 'scale', range, openLink: this.#openLink, timers: this.timers })
  }

  async start(): Promise<void> {
    this.scale.start(this.heard)
    await settled()
    await this.timers.advance(0)
  }

  /** Puts any bytes on the cable. */
  send(bytes: Uint8Array): void {
    this.#line?.onData(bytes)
  }

  unplug(): void {
    const line = this.#line
    this.#plugged = false
    this.#line = undefined
    line?.onLost({ kind: 'HungUp', detail: 'the cable was pulled' })
  }

  plug(): void {
    this.#plugged = true
  }

  readonly #openLink: OpenLink<TwoWayLink> = async (events) => {
    if (!this.#plugged) return err({ kind: 'NotFound', detail: 'nothing there' })
    this.#line = events
    return ok({ write: (bytes) => this.#ask(bytes), close: async () => undefined })
  }

  #ask(bytes: Uint8Array): void {
    this.sent.push(...bytes)
    const line = this.#line
    const answer = (this.answer ?? this.plate.answer)(bytes)
    if (answer.length > 0) this.timers.after(1, () => line === this.#line && line?.onData(answer))
  }
}
