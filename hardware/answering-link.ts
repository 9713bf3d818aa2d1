/**
 * A kept link to a device that is there only while it answers: an open line is not enough, and silence loses the
 * device although its line stays open. It understands no answer; whoever does says when one was heard.
 */

import { assert } from '../domain/result.ts'
import { KeptLink, type KeptLinkOptions, type LinkHearer, sameState } from './kept-link.ts'
import type { LinkState, TwoWayLink } from './link.ts'

export interface AnsweringLinkOptions extends KeptLinkOptions<TwoWayLink> {
  /** Without an answer for this long the device is lost. */
  readonly silenceMs: number
  /** From the loss by silence to the next question. */
  readonly askAgainMs: number
}

export interface AnsweringLinkHearer extends LinkHearer {
  /** The line is open and nothing was heard on it yet: the time to ask. */
  readonly onOpen: () => void
}

export class AnsweringLink {
  readonly #options: AnsweringLinkOptions
  readonly #hearer: AnsweringLinkHearer
  readonly #kept: KeptLink<TwoWayLink>
  #state: LinkState = { kind: 'connecting' }
  #heardAtMs = 0
  #isStarted = false

  constructor(options: AnsweringLinkOptions, hearer: AnsweringLinkHearer) {
    this.#options = options
    this.#hearer = hearer
    this.#kept = new KeptLink(options, {
      onData: hearer.onData,
      onTurn: hearer.onTurn,
      onState: (state) => this.#turn(state),
    })
  }

  start(): void {
    assert(!this.#isStarted, 'a device is started once')
    this.#isStarted = true
    this.#hearer.onState(this.#state)
    this.#kept.start()
  }

  state(): LinkState {
    return this.#state
  }

  /** Sends, while there is a line. */
  write(data: Uint8Array): void {
    this.#kept.link()?.write(data)
  }

  /** Something came that only the device can have said. It may still not be ready. */
  heard(): void {
    this.#heardAtMs = this.#options.timers.nowMs()
  }

  /** How long nothing was heard. */
  silentMs(): number {
    return this.#options.timers.nowMs() - this.#heardAtMs
  }

  ready(): void {
    this.#report({ kind: 'ready' })
  }

  /** Reports the device lost if it was silent for too long, and says so. */
  loseIfSilent(): boolean {
    const { silenceMs, askAgainMs } = this.#options
    if (this.silentMs() < silenceMs) return false
    const loss = { kind: 'Silent', detail: `no answer for ${silenceMs} ms` } as const
    this.#report({ kind: 'lost', loss, nextTryMs: askAgainMs })
    return true
  }

  close(): Promise<void> {
    return this.#kept.close()
  }

  #turn(state: LinkState): void {
    if (state.kind !== 'ready') return this.#report(state)
    this.heard()
    this.#report({ kind: 'connecting' })
    this.#hearer.onOpen()
  }

  #report(state: LinkState): void {
    if (sameState(this.#state, state)) return
    this.#state = state
    this.#hearer.onState(state)
  }
}
