/**
 * A scanner on a serial line: RS-232, or USB in its COM-port (CDC ACM) mode, which is the mode to buy and set, since
 * nothing it sends can ever be a keystroke. One code a line; see `framing.ts`.
 */

import { assert } from '../../domain/result.ts'
import { openSerialLine } from '../serial-line.ts'
import type { Timers } from '../timers.ts'
import { createFramer, type FramingRules } from './framing.ts'
import { LinkedScanner } from './linked.ts'
import type { Scanner } from './port.ts'

/** What scanners are delivered with; USB ones ignore it. */
const defaultBaudRate = 9600

export interface SerialScannerOptions {
  readonly path: string
  readonly baudRate?: number
  readonly framing?: FramingRules
  readonly timers: Timers
  readonly reconnectMs?: number
}

export function createSerialScanner(options: SerialScannerOptions): Scanner {
  const { path, baudRate = defaultBaudRate, framing, timers, reconnectMs } = options
  assert(path !== '', 'a serial scanner has a path')
  return new LinkedScanner({
    name: `serial ${path}`,
    source: 'serial',
    openLink: openSerialLine({ path, baudRate }),
    decoder: createFramer(framing),
    timers,
    ...(reconnectMs === undefined ? {} : { reconnectMs }),
  })
}
