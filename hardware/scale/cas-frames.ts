/**
 * Reads what a scale answers in the CAS ECR protocol (CAS AP-1, PD-II, SW-II; Ohaus Aviator 7000 §6.1.1): ACK or NAK to
 * an inquiry, and 15 bytes of weight with a block check. Holds at most one answer, and lets no doubtful one pass.
 */

import type { ScaleReading } from '../../domain/sale/weighing.ts'
import { parseKilograms } from '../../domain/weight.ts'
import type { ScaleRefusal } from './port.ts'

export const enquiry = 0x05
/** DC1: the weight alone. */
export const weightRequest = 0x11

const acknowledge = 0x06
const negative = 0x15
const startOfHeading = 0x01
const startOfText = 0x02
const endOfText = 0x03
const endOfTransmission = 0x04

export type CasAnswer =
  | { readonly kind: 'acknowledged' }
  /** Alive, and not in a state to say a weight. */
  | { readonly kind: 'declined' }
  | { readonly kind: 'reading'; readonly reading: ScaleReading }
  | { readonly kind: 'refused'; readonly why: ScaleRefusal }

/** SOH STX, status, sign, six of weight, two of unit, block check, ETX EOT. */
export const answerBytes = 15
const checkAt = 12

const refused = (why: ScaleRefusal): CasAnswer => ({ kind: 'refused', why })

const read = (reading: ScaleReading): CasAnswer => ({ kind: 'reading', reading })

function gramsOf(weight: string, unit: string): number | undefined {
  const text = weight.trimStart()
  return unit === 'kg' ? parseKilograms(text) : /^\d{1,6}$/.test(text) ? Number(text) : undefined
}

const units: Readonly<Record<string, 'kg' | 'g'>> = { kg: 'kg', KG: 'kg', Kg: 'kg', ' g': 'g', 'g ': 'g' }

/** Status, sign, weight and unit, as their block check found them whole. */
function readText(text: string): CasAnswer {
  const [status, sign] = [text[0], text[1]]
  if (status !== 'S' && status !== 'U') return refused('Malformed')
  if (sign === 'F') return read({ kind: 'overload' })
  const unit = units[text.slice(8, 10)]
  if (unit === undefined) return refused('ForeignUnit')
  const grams = gramsOf(text.slice(2, 8), unit)
  if (grams === undefined || (sign !== ' ' && sign !== '-')) return refused('Malformed')
  if (sign === '-' && grams > 0) return read({ kind: 'underZero' })
  return read(status === 'S' ? { kind: 'stable', grams } : { kind: 'moving', grams })
}

/** Judges the bytes of one whole answer. */
export function readCasAnswer(bytes: Uint8Array): CasAnswer {
  const isFramed = bytes[0] === startOfHeading && bytes[1] === startOfText && bytes[checkAt + 1] === endOfText
  if (bytes.length !== answerBytes || !isFramed || bytes.at(-1) !== endOfTransmission) {
    return refused('Malformed')
  }
  const text = bytes.subarray(2, checkAt)
  const check = text.reduce((sum, byte) => sum ^ byte, 0)
  return bytes[checkAt] === check ? readText(String.fromCharCode(...text)) : refused('WrongChecksum')
}

export interface CasReader {
  /** Takes in what came, split or joined in any way, and gives the answers that it ended. */
  push(data: Uint8Array): readonly CasAnswer[]
  /** Forgets a part; `true` where there was one. */
  reset(): boolean
}

export function createCasReader(): CasReader {
  const held = new Uint8Array(answerBytes)
  let length = 0
  /** The rest of an answer that is too long already, up to its end. */
  let skipping = false

  function reset(): boolean {
    const hadPart = length > 0 || skipping
    length = 0
    skipping = false
    return hadPart
  }

  function begin(): readonly CasAnswer[] {
    const answers = length > 0 ? [refused('Truncated')] : []
    reset()
    held[0] = startOfHeading
    length = 1
    return answers
  }

  function outside(byte: number): readonly CasAnswer[] {
    if (byte === acknowledge) return [{ kind: 'acknowledged' }]
    return byte === negative ? [{ kind: 'declined' }] : [refused('Unexpected')]
  }

  function end(): readonly CasAnswer[] {
    const answer = length === answerBytes ? readCasAnswer(held) : refused('Truncated')
    reset()
    return [answer]
  }

  function hold(byte: number): readonly CasAnswer[] {
    // The block check alone may be any byte, even one that elsewhere begins or ends an answer.
    const isMark = length !== checkAt
    if (isMark && byte === startOfHeading) return begin()
    held[length++] = byte
    if (isMark && byte === endOfTransmission) return end()
    if (length < answerBytes) return []
    reset()
    skipping = true
    return [refused('TooLong')]
  }

  function skip(byte: number): readonly CasAnswer[] {
    if (byte === startOfHeading) return begin()
    if (byte === endOfTransmission) reset()
    return []
  }

  function take(byte: number): readonly CasAnswer[] {
    if (skipping) return skip(byte)
    if (length > 0) return hold(byte)
    return byte === startOfHeading ? begin() : outside(byte)
  }

  return { push: (data) => [...data].flatMap(take), reset }
}
