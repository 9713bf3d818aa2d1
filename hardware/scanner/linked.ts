/**
 * A scanner on a link that can be lost: opens it, reads codes from it, reports its state, and tries again for as long
 * as it is not closed. Serial, HID and simulated scanners differ only in how a link opens and how data become codes.
 */

import { scanOf } from '../../domain/code/aim.ts'
import type { ScanSource } from '../../domain/code/scan.ts'
import type { Result } from '../../domain/result.ts'
import { assert } from '../../domain/result.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Decoder, Frame } from './framing.ts'
import type {
  FrameRefusal,
  Scanner,
  ScannerCounts,
  ScannerListener,
  ScannerLoss,
  ScannerState,
} from './port.ts'

export interface Link {
  close(): Promise<void>
}

export interface LinkEvents {
  onData(data: Uint8Array): void
  /** The line is gone; the link calls this at most once and says nothing after it. */
  onLost(loss: ScannerLoss): void
}

export type OpenLink = (events: LinkEvents) => Promise<Result<Link, ScannerLoss>>

export interface LinkedScannerOptions {
  readonly name: string
  readonly source: ScanSource
  readonly openLink: OpenLink
  readonly decoder: Decoder
  readonly timers: Timers
  /** Pause between two tries. There is no last try: a kiosk waits for its scanner until it is closed. */
  readonly reconnectMs?: number
}

export const defaultReconnectMs = 500

const noRefusals: Readonly<Record<FrameRefusal, number>> = {
  TooLong: 0,
  NotPrintable: 0,
  Empty: 0,
  Unfinished: 0,
  Malformed: 0,
}

/** Says whether two states are worth two reports: a hundredth failed try with the same cause is not. */
function sameState(a: ScannerState | undefined, b: ScannerState): boolean {
  if (a?.kind === 'lost' && b.kind === 'lost') return a.loss.kind === b.loss.kind
  return a?.kind === b.kind
}

export class LinkedScanner implements Scanner {
  readonly name: string
  readonly #options: LinkedScannerOptions
  readonly #reconnectMs: number
  #listener: ScannerListener | undefined
  #state: ScannerState | undefined
  #link: Link | undefined
  #opening: Promise<void> | undefined
  #closed = false
  #cancelRetry: Cancel = () => {}
  #cancelSilence: Cancel = () => {}
  #scans = 0
  readonly #refused = { ...noRefusals }

  constructor(options: LinkedScannerOptions) {
    this.name = options.name
    this.#options = options
    this.#reconnectMs = options.reconnectMs ?? defaultReconnectMs
  }

  start(listener: ScannerListener): void {
    assert(this.#listener === undefined, 'a scanner is started once')
    this.#listener = listener
    if (this.#closed) return
    this.#report({ kind: 'connecting' })
    this.#connect()
  }

  counts(): ScannerCounts {
    return { scans: this.#scans, refused: { ...this.#refused } }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#cancelRetry()
    this.#cancelSilence()
    await this.#opening
    await this.#link?.close()
    this.#link = undefined
    this.#report({ kind: 'closed' })
  }

  #connect(): void {
    this.#opening = this.#open()
  }

  async #open(): Promise<void> {
    let early: ScannerLoss | undefined
    const opened = await this.#options.openLink({
      onData: (data) => this.#receive(data),
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

  #lose(loss: ScannerLoss): void {
    this.#link = undefined
    this.#cancelSilence()
    this.#options.decoder.reset()
    if (this.#closed) return
    this.#report({ kind: 'lost', loss, nextTryMs: this.#reconnectMs })
    this.#cancelRetry()
    this.#cancelRetry = this.#options.timers.after(this.#reconnectMs, () => this.#connect())
  }

  #receive(data: Uint8Array): void {
    if (this.#closed) return
    const { decoder, timers } = this.#options
    this.#cancelSilence()
    this.#deliver(decoder.push(data, timers.nowMs()))
    if (!decoder.isWaiting()) return
    this.#cancelSilence = timers.after(decoder.silenceMs, () => this.#deliver(decoder.fallSilent()))
  }

  #deliver(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (this.#closed) return
      if (frame.kind === 'refused') {
        this.#refused[frame.why]++
        this.#listener?.onRefused(frame.why)
      } else {
        this.#scans++
        this.#listener?.onScan(scanOf(frame.text, this.#options.source))
      }
    }
  }

  #report(state: ScannerState): void {
    if (sameState(this.#state, state)) return
    this.#state = state
    this.#listener?.onState(state)
  }
}
