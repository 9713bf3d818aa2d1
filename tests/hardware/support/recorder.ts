/** A scanner's listener that remembers everything. */

import type { Scan } from '../../../domain/code/scan.ts'
import type { ScannerListener, ScannerState } from '../../../hardware/scanner/port.ts'

export class Recorder implements ScannerListener {
  readonly scans: Scan[] = []
  readonly states: ScannerState[] = []

  onScan(scan: Scan): void {
    this.scans.push(scan)
  }

  onState(state: ScannerState): void {
    this.states.push(state)
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
