/**
 * A link that is opened again whenever it is lost, for as long as it is not closed. It tells each change of its state
 * once and passes the bytes on; it understands none of them.
 */

import { assert } from '../domain/result.ts'
import type { Link, LinkLoss, LinkState, OpenLink } from './link.ts'
import type { Cancel, Timers } from './timers.ts'

export interface KeptLinkOptions<L extends Link> {
  readonly openLink: OpenLink<L>
  readonly timers: Timers
  /** Pause between two tries. There is no last try: a kiosk waits for its device until it is closed. */
  readonly reconnectMs?: number | undefined
}

export interface LinkHearer {
  readonly onData: (data: Uint8Array) => void
  /** A new line, or none: whatever was held of the old one is worth nothing. */
  readonly onTurn: () => void
  /** Called on every change, and only on a change. */
  readonly onState: (state: LinkState) => void
}

export const defaultReconnectMs = 500

/** Says whether two states are worth two reports: a hundredth failed try with the same cause is not. */
export function sameState(a: LinkState | undefined, b: LinkState): boolean {
  if (a?.kind === 'lost' && b.kind === 'lost') return a.loss.kind === b.loss.kind
  return a?.kind === b.kind
}

export class KeptLink<L extends Link> {
  readonly #options: KeptLinkOptions<L>
  readonly #hearer: LinkHearer
  readonly #reconnectMs: number
  #state: LinkState | undefined
  #link: L | undefined
  #opening: Promise<void> | undefined
  #closed = false
  #cancelRetry: Cancel = () => {}

  constructor(options: KeptLinkOptions<L>, hearer: LinkHearer) {
    this.#options = options
    this.#hearer = hearer
    this.#reconnectMs = options.reconnectMs ?? defaultReconnectMs
  }

  start(): void {
    assert(this.#state === undefined || this.#closed, 'a device is started once')
    if (this.#closed) return
    this.#report({ kind: 'connecting' })
    this.#connect()
  }

  /** The open line; `undefined` while there is none. */
  link(): L | undefined {
    return this.#link
  }

  isClosed(): boolean {
    return this.#closed
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#cancelRetry()
    this.#hearer.onTurn()
    await this.#opening
    await this.#link?.close()
    this.#link = undefined
    this.#report({ kind: 'closed' })
  }

  #connect(): void {
    this.#opening = this.#open()
  }

  async #open(): Promise<void> {
    let early: LinkLoss | undefined
    const opened = await this.#options.openLink({
      onData: (data) => {
        if (!this.#closed) this.#hearer.onData(data)
      },
      onLost: (loss) => {
        early = loss
        this.#lose(loss)
      },
    })
    if (!opened.ok) return this.#lose(opened.error)
    if (early !== undefined) return
    this.#link = opened.value
    if (!this.#closed) this.#report({ kind: 'ready' })
  }

  #lose(loss: LinkLoss): void {
    this.#link = undefined
    this.#hearer.onTurn()
    if (this.#closed) return
    this.#report({ kind: 'lost', loss, nextTryMs: this.#reconnectMs })
    this.#cancelRetry()
    this.#cancelRetry = this.#options.timers.after(this.#reconnectMs, () => this.#connect())
  }

  #report(state: LinkState): void {
    if (sameState(this.#state, state)) return
    this.#state = state
    this.#hearer.onState(state)
  }
}
