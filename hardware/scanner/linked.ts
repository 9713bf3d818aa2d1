/**
 * A scanner on a link that can be lost: reads codes from it and reports its state. Serial, HID and simulated scanners
 * differ only in how a link opens and how data become codes.
 */

import { scanOf } from '../../domain/code/aim.ts'
import type { ScanSource } from '../../domain/code/scan.ts'
import { assert } from '../../domain/result.ts'
import { KeptLink } from '../kept-link.ts'
import type { Link, OpenLink } from '../link.ts'
import type { Cancel, Timers } from '../timers.ts'
import type { Decoder, Frame } from './framing.ts'
import type { FrameRefusal, Scanner, ScannerCounts, ScannerListener } from './port.ts'

export interface LinkedScannerOptions {
  readonly name: string
  readonly source: ScanSource
  readonly openLink: OpenLink
  readonly decoder: Decoder
  readonly timers: Timers
  readonly reconnectMs?: number
}

const noRefusals: Readonly<Record<FrameRefusal, number>> = {
  TooLong: 0,
  NotPrintable: 0,
  Empty: 0,
  Unfinished: 0,
  Malformed: 0,
}

export class LinkedScanner implements Scanner {
  readonly name: string
  readonly #options: LinkedScannerOptions
  readonly #kept: KeptLink<Link>
  #listener: ScannerListener | undefined
  #cancelSilence: Cancel = () => {}
  #scans = 0
  readonly #refused = { ...noRefusals }

  constructor(options: LinkedScannerOptions) {
    this.name = options.name
    this.#options = options
    this.#kept = new KeptLink(options, {
      onData: (data) => this.#receive(data),
      onTurn: () => this.#forget(),
      onState: (state) => this.#listener?.onState(state),
    })
  }

  start(listener: ScannerListener): void {
    assert(this.#listener === undefined, 'a scanner is started once')
    this.#listener = listener
    this.#kept.start()
  }

  counts(): ScannerCounts {
    return { scans: this.#scans, refused: { ...this.#refused } }
  }

  close(): Promise<void> {
    return this.#kept.close()
  }

  #forget(): void {
    this.#cancelSilence()
    this.#options.decoder.reset()
  }

  #receive(data: Uint8Array): void {
    const { decoder, timers } = this.#options
    this.#cancelSilence()
    this.#deliver(decoder.push(data, timers.nowMs()))
    if (!decoder.isWaiting()) return
    this.#cancelSilence = timers.after(decoder.silenceMs, () => this.#deliver(decoder.fallSilent()))
  }

  #deliver(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (this.#kept.isClosed()) return
      if (frame.kind === 'refused') {
        this.#refused[frame.why]++
        this.#listener?.onRefused(frame.why)
      } else {
        this.#scans++
        this.#listener?.onScan(scanOf(frame.text, this.#options.source))
      }
    }
  }
}
