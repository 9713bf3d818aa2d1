/** A scanner's listener that remembers everything. */

import type { Scan } from '../../../domain/code/scan.ts'
import type { LinkState } from '../../../hardware/link.ts'
import type { FrameRefusal, ScannerListener } from '../../../hardware/scanner/port.ts'

export class Recorder implements ScannerListener {
  readonly scans: Scan[] = []
  readonly states: LinkState[] = []
  readonly refusals: FrameRefusal[] = []

  onScan(scan: Scan): void {
    this.scans.push(scan)
  }

  onState(state: LinkState): void {
    this.states.push(state)
  }

  onRefused(why: FrameRefusal): void {
    this.refusals.push(why)
  }

  get texts(): readonly string[] {
    return this.scans.map(({ text }) => text)
  }

  get stateKinds(): readonly string[] {
    return this.states.map(({ kind }) => kind)
  }

  get lastState(): string | undefined {
    return this.states.at(-1)?.kind
  }
}
