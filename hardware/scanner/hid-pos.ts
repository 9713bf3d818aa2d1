/**
 * Puts HID-POS reports together to codes. A code longer than one report continues in the next; what lies between two
 * ends is one code, so control characters inside it make it unreadable and never split it.
 */

import { type Decoder, defaultFraming, type Frame, type FramingRules, readFrame } from './framing.ts'
import type { PosLayout } from './hid-layout.ts'

const aimBytes = 3

/** Scanners may append the same suffix that ends a line on a serial port. */
const suffixes: readonly number[] = [0x0d, 0x0a, 0x09]

function withoutSuffix(bytes: Uint8Array): Uint8Array {
  const end = bytes.findLastIndex((byte) => !suffixes.includes(byte))
  return bytes.subarray(0, end + 1)
}

interface PosReport {
  readonly aim: Uint8Array
  readonly data: Uint8Array
  readonly more: boolean
}

/** One report's parts; undefined if it is shorter than its layout, or its length says more than it can hold. */
function parseReport(report: Uint8Array, layout: PosLayout): PosReport | undefined {
  const [length, flags] = [report[layout.lengthAt], report[layout.moreAt]]
  if (length === undefined || flags === undefined || length > layout.dataBytesMax) return undefined
  const { aimAt, dataAt } = layout
  return {
    aim: aimAt === undefined ? new Uint8Array(0) : report.subarray(aimAt, aimAt + aimBytes),
    data: report.subarray(dataAt, dataAt + length),
    more: (flags & layout.moreMask) !== 0,
  }
}

export function createPosDecoder(layout: PosLayout, rules: FramingRules = defaultFraming): Decoder {
  const held = new Uint8Array(rules.frameBytesMax)
  let length = 0
  let started = false
  let skipping = false
  let lastAtMs = Number.NEGATIVE_INFINITY

  function reset(): void {
    length = 0
    started = false
    skipping = false
  }

  /** The part before a break; one that was refused already is not refused twice. */
  function fallSilent(): readonly Frame[] {
    const frames: readonly Frame[] = started && !skipping ? [{ kind: 'refused', why: 'Unfinished' }] : []
    reset()
    return frames
  }

  function refuse(why: 'Malformed' | 'TooLong', more: boolean): readonly Frame[] {
    const frames: readonly Frame[] = skipping ? [] : [{ kind: 'refused', why }]
    started = more
    skipping = more
    length = 0
    return frames
  }

  function hold(bytes: Uint8Array): boolean {
    if (length + bytes.length > held.length) return false
    held.set(bytes, length)
    length += bytes.length
    return true
  }

  function take({ aim, data, more }: PosReport): readonly Frame[] {
    if (skipping) {
      if (!more) reset()
      return []
    }
    const fits = (started || hold(aim)) && hold(data)
    if (!fits) return refuse('TooLong', more)
    started = more
    if (more) return []
    const frame = readFrame(withoutSuffix(held.subarray(0, length)))
    reset()
    return [frame]
  }

  function push(report: Uint8Array, atMs: number): readonly Frame[] {
    if (report[0] !== layout.reportId) return []
    const late = started && atMs - lastAtMs > rules.silenceMs ? fallSilent() : []
    lastAtMs = atMs
    const parsed = parseReport(report, layout)
    return [...late, ...(parsed === undefined ? refuse('Malformed', false) : take(parsed))]
  }

  return { silenceMs: rules.silenceMs, push, fallSilent, isWaiting: () => started, reset }
}
