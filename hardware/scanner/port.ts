/**
 * The port of every scanner that is not the page's own: serial, HID-POS, simulated. A scanner hands over whole codes
 * and says how it is; it never says what a code means, and nothing of a code that was refused leaves it.
 */

import type { Scan } from '../../domain/code/scan.ts'
import type { LinkState } from '../link.ts'

/** Why something that arrived is no code. */
const frameRefusals = ['TooLong', 'NotPrintable', 'Empty', 'Unfinished', 'Malformed'] as const

export type FrameRefusal = (typeof frameRefusals)[number]

export interface ScannerCounts {
  readonly scans: number
  readonly refused: Readonly<Record<FrameRefusal, number>>
}

export interface ScannerListener {
  onScan(scan: Scan): void
  /** Something arrived that is no code. It is not passed on, only why not. */
  onRefused(why: FrameRefusal): void
  /** Called on every change, and only on a change. */
  onState(state: LinkState): void
}

export interface Scanner {
  readonly name: string
  /** Begins, once. From here on the scanner reconnects by itself until it is closed. */
  start(listener: ScannerListener): void
  counts(): ScannerCounts
  /** Ends for ever and gives the device back. After it the listener hears nothing more but `closed`. */
  close(): Promise<void>
}
