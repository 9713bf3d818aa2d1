/**
 * Cuts the bytes of a scanner into codes: CR, LF, CRLF or TAB end one, STX begins one anew, ETX ends one, and so does
 * a long silence. Holds at most one frame of bytes, whatever arrives, and never lets a doubtful frame pass as a code.
 */

import { scanTextMax } from '../../domain/code/scan.ts'
import type { FrameRefusal } from './port.ts'

export type Frame =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: FrameRefusal }

export interface FramingRules {
  /** Data bytes of one code, AIM identifier included. */
  readonly frameBytesMax: number
  /** The longest pause within one code; the driver hears of it by its timer. */
  readonly silenceMs: number
  /** What an unended code is after the pause: cut off, or (scanners set up without a terminator) whole. */
  readonly atSilence: 'refuse' | 'accept'
}

const aimIdentifierBytes = 3

export const defaultFraming: FramingRules = {
  frameBytesMax: scanTextMax + aimIdentifierBytes,
  silenceMs: 500,
  atSilence: 'refuse',
}

/** What a driver needs from whatever turns its device's data into codes. */
export interface Decoder {
  readonly silenceMs: number
  /** Takes in what the device sent at `atMs` and gives the frames that it ended. */
  push(data: Uint8Array, atMs: number): readonly Frame[]
  /** Tells it that nothing has come for `silenceMs`. */
  fallSilent(): readonly Frame[]
  /** Whether it holds part of a code. */
  isWaiting(): boolean
  /** Forgets a part: what follows comes from another connection. */
  reset(): void
}

const tab = 0x09
const lineFeed = 0x0a
const carriageReturn = 0x0d
const startOfText = 0x02
const endOfText = 0x03
/** Separates fields in GS1 data (GS1 General Specifications §7.8): part of a code, though a control character. */
const groupSeparator = 0x1d

const isTerminator = (byte: number): boolean =>
  byte === carriageReturn || byte === lineFeed || byte === tab || byte === endOfText

const isData = (byte: number): boolean => (byte >= 0x20 && byte <= 0x7e) || byte === groupSeparator

const aimIdentifierOnly = /^\][A-Za-z][0-9A-Za-z]$/

const refused = (why: FrameRefusal): Frame => ({ kind: 'refused', why })

/** Judges the data bytes of one whole code. */
export function readFrame(bytes: Uint8Array): Frame {
  if (!bytes.every(isData)) return refused('NotPrintable')
  const text = String.fromCharCode(...bytes)
  return text.length === 0 || aimIdentifierOnly.test(text) ? refused('Empty') : { kind: 'text', text }
}

/** Takes codes out of a stream of bytes that may arrive split or joined in any way. */
export function createFramer(rules: FramingRules = defaultFraming): Decoder {
  const held = new Uint8Array(rules.frameBytesMax)
  let length = 0
  /** The rest of a frame that was refused already, up to its end. */
  let skipping = false
  let lastAtMs = Number.NEGATIVE_INFINITY

  const isWaiting = (): boolean => skipping || length > 0

  function reset(): void {
    length = 0
    skipping = false
  }

  /** Ends the frame. An end with nothing before it, as of the LF in CRLF, is no frame at all. */
  function end(): readonly Frame[] {
    const frames = length > 0 ? [readFrame(held.subarray(0, length))] : []
    reset()
    return frames
  }

  function fallSilent(): readonly Frame[] {
    if (length === 0 || rules.atSilence === 'accept') return end()
    reset()
    return [refused('Unfinished')]
  }

  function restart(): readonly Frame[] {
    const frames = length > 0 ? [refused('Unfinished')] : []
    reset()
    return frames
  }

  function hold(byte: number): readonly Frame[] {
    if (skipping) return []
    if (length === rules.frameBytesMax) {
      length = 0
      skipping = true
      return [refused('TooLong')]
    }
    held[length++] = byte
    return []
  }

  function take(byte: number): readonly Frame[] {
    if (byte === startOfText) return restart()
    return isTerminator(byte) ? end() : hold(byte)
  }

  function push(data: Uint8Array, atMs: number): readonly Frame[] {
    const frames = isWaiting() && atMs - lastAtMs > rules.silenceMs ? [...fallSilent()] : []
    lastAtMs = atMs
    for (const byte of data) frames.push(...take(byte))
    return frames
  }

  return { silenceMs: rules.silenceMs, push, fallSilent, isWaiting, reset }
}
