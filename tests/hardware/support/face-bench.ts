/** The face terminal's driver on a cable of memory: at its other end the sandbox's terminal, or a test's own lines. */

import { err, ok } from '../../../domain/result.ts'
import { BridgedFaceTerminal } from '../../../hardware/face/bridged.ts'
import type { ExtraFaceWords } from '../../../hardware/face/sdk.ts'
import type { LinkEvents, LinkState, OpenLink, TwoWayLink } from '../../../hardware/link.ts'
import type { Seen } from '../../../sandbox/face/camera.ts'
import { createFaceTerminal, type TerminalLine } from '../../../sandbox/face/terminal.ts'
import { ManualTimers, settled } from './manual-timers.ts'

export const token = 'the-token-of-a-face-1234'

export class FaceBench {
  readonly timers = new ManualTimers()
  readonly states: LinkState[] = []
  /** Lines the driver sent, oldest first. */
  readonly sent: string[] = []
  /** What the platform says to a face. */
  seen: Seen | undefined = { token, holder: 'o_anna' }
  readonly asked: object[] = []
  readonly far = createFaceTerminal({
    see: async (look) => {
      this.asked.push(look)
      return this.seen
    },
    after: (ms, run) => this.timers.after(ms, run),
  })
  readonly terminal: BridgedFaceTerminal
  #isPlugged = true
  #events: LinkEvents | undefined
  #line: TerminalLine | undefined

  constructor(words?: ExtraFaceWords) {
    this.terminal = new BridgedFaceTerminal({
      name: 'camera',
      openLink: this.#openLink,
      timers: this.timers,
      epochMs: () => 1_700_000_000_000 + this.timers.nowMs(),
      words,
    })
  }

  async start(): Promise<void> {
    this.terminal.start({ onState: (state) => void this.states.push(state) })
    await settled()
    await this.timers.advance(0)
  }

  get kinds(): readonly string[] {
    return this.states.map(({ kind }) => kind)
  }

  unplug(): void {
    const events = this.#events
    this.#isPlugged = false
    this.#events = undefined
    this.#line?.drop()
    events?.onLost({ kind: 'HungUp', detail: 'the cable was pulled' })
  }

  plug(): void {
    this.#isPlugged = true
  }

  /** Puts any text on the cable, at once. */
  hear(text: string): void {
    this.#events?.onData(Buffer.from(text))
  }

  readonly #openLink: OpenLink<TwoWayLink> = async (events) => {
    if (!this.#isPlugged) return err({ kind: 'NotFound', detail: 'nothing there' })
    this.#events = events
    const line = this.far.connect((text) => void this.timers.after(1, () => this.#hear(events, text)))
    this.#line = line
    return ok({
      write: (bytes) => {
        this.sent.push(Buffer.from(bytes).toString('utf8'))
        line.receive(bytes)
      },
      close: async () => undefined,
    })
  }

  #hear(events: LinkEvents, text: string): void {
    if (events === this.#events) events.onData(Buffer.from(text))
  }
}
