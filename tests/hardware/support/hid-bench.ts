/** A HID scanner made of reports: writes codes the way each layout carries them, and pulls its own cable. */

import { err, ok } from '../../../domain/result.ts'
import type { LinkEvents, OpenLink } from '../../../hardware/link.ts'
import { createHidScanner } from '../../../hardware/scanner/hid.ts'
import type { HidLayout, PosLayout } from '../../../hardware/scanner/hid-layout.ts'
import { systemTimers } from '../../../hardware/timers.ts'
import type { ScannerBench } from './scanner-contract.ts'

const reportBytes = 64

/** The reports of one code in the HID POS form; `open` leaves the last one announcing more. */
export function posReports(layout: PosLayout, text: string, open = false): Uint8Array[] {
  const aim = layout.aimAt === undefined ? '' : text.slice(0, 3)
  const data = text.slice(aim.length)
  const size = layout.dataBytesMax
  const parts = Array.from({ length: Math.max(1, Math.ceil(data.length / size)) }, (_, index) =>
    data.slice(index * size, (index + 1) * size),
  )
  return parts.map((part, index) => {
    const report = Buffer.alloc(reportBytes)
    report[0] = layout.reportId
    report[layout.lengthAt] = part.length
    if (layout.aimAt !== undefined) report.write(aim, layout.aimAt, 'latin1')
    report.write(part, layout.dataAt, 'latin1')
    if (open || index < parts.length - 1) report[layout.moreAt] = layout.moreMask
    return report
  })
}

const usages: Readonly<Record<string, number>> = { '0': 0x27, '-': 0x2d, ']': 0x30, '\r': 0x28 }

function usageOf(character: string): number {
  const lower = character.toLowerCase()
  if (lower >= 'a' && lower <= 'z') return 0x04 + lower.charCodeAt(0) - 0x61
  if (lower >= '1' && lower <= '9') return 0x1e + Number(lower) - 1
  return usages[lower] ?? 0
}

/** Key down and key up for each character, as a boot keyboard reports them. */
export const keyReports = (text: string, modifiers?: number): Uint8Array[] =>
  [...text].flatMap((character) => {
    const shift = /[A-Z]/.test(character) ? 0x02 : 0
    return [Uint8Array.of(modifiers ?? shift, 0, usageOf(character), 0, 0, 0, 0, 0), new Uint8Array(8)]
  })

export interface HidBench extends ScannerBench {
  send(reports: readonly Uint8Array[]): void
}

export function makeHidBench(layout: HidLayout): HidBench {
  let plugged = true
  let line: LinkEvents | undefined
  const openLink: OpenLink = async (events) => {
    if (!plugged) return err({ kind: 'NotFound', detail: 'no reports to replay' })
    line = events
    return ok({ close: async () => undefined })
  }
  const send = (reports: readonly Uint8Array[]): void => {
    for (const report of reports) line?.onData(report)
  }
  const reportsOf = (text: string, open: boolean): Uint8Array[] => {
    if (layout.kind === 'keyboard') return keyReports(open ? text : `${text}\r`)
    return posReports(layout, layout.aimAt === undefined || text.startsWith(']') ? text : `]E0${text}`, open)
  }
  return {
    scanner: createHidScanner({ name: 'hid', openLink, layout, timers: systemTimers, reconnectMs: 20 }),
    send,
    scan: async (text) => send(reportsOf(text, false)),
    scanPart: async (text) => send(reportsOf(text, true)),
    unplug: async () => {
      const lost = line
      plugged = false
      line = undefined
      lost?.onLost({ kind: 'HungUp', detail: 'could not read from HID device' })
    },
    replug: async () => {
      plugged = true
    },
    dispose: async () => undefined,
  }
}
