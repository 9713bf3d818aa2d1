/**
 * A scanner with buttons instead of a beam, for demonstrations and tests. It is the real thing from the bytes on:
 * the same framing, the same reconnection; only the cable is made of memory.
 */

import { err, ok } from '../../domain/result.ts'
import type { LinkEvents, OpenLink } from '../link.ts'
import type { Timers } from '../timers.ts'
import { createFramer, type FramingRules } from './framing.ts'
import { LinkedScanner } from './linked.ts'
import type { Scanner } from './port.ts'

export interface SimulatedScannerOptions {
  readonly timers: Timers
  readonly framing?: FramingRules
  readonly reconnectMs?: number
}

export interface SimulatedScanner extends Scanner {
  /** Reads a code, as if the shopper held it before the beam. Unplugged, it is lost as it would be. */
  scan(text: string): void
  /** Puts any bytes on the cable. */
  send(bytes: Uint8Array): void
  unplug(): void
  replug(): void
}

const terminator = '\r'

export function createSimulatedScanner(options: SimulatedScannerOptions): SimulatedScanner {
  let plugged = true
  let line: LinkEvents | undefined

  const openLink: OpenLink = async (events) => {
    if (!plugged) return err({ kind: 'NotFound', detail: 'simulated scanner is unplugged' })
    line = events
    return ok({
      close: async () => {
        line = undefined
      },
    })
  }

  const { timers, framing, reconnectMs } = options
  const scanner = new LinkedScanner({
    name: 'simulated scanner',
    source: 'serial',
    openLink,
    decoder: createFramer(framing),
    timers,
    ...(reconnectMs === undefined ? {} : { reconnectMs }),
  })
  const send = (bytes: Uint8Array): void => line?.onData(bytes)
  return Object.assign(scanner, {
    send,
    scan: (text: string) => send(Buffer.from(text + terminator, 'latin1')),
    unplug: () => {
      const lost = line
      plugged = false
      line = undefined
      lost?.onLost({ kind: 'HungUp', detail: 'simulated scanner was unplugged' })
    },
    replug: () => {
      plugged = true
    },
  })
}
