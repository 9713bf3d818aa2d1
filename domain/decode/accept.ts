/**
 * Whether a read may become a vote at all, and how much doubt goes with it. A misread costs more than a miss: what
 * is not well-formed, what may be half of another code and what a pack carries for others than the till is dropped.
 */

import { parseRetailCode, type Symbology } from '../code/retail-code.ts'
import type { Read } from './engine.ts'
import type { Sighting } from './vote.ts'

/** Below this a module is too small: all wrong reads of a good engine lie there. */
const modulePxMin = 2.5

/** Frames more that a small code needs, and one that was guessed from blurred shapes. */
const smallCodeDoubt = 1
const guessDoubt = 1

/** Modules across a code, quiet zones left out, where its kind fixes them. */
const modulesBySymbology: Partial<Record<Symbology, number>> = {
  ean13: 95,
  upca: 95,
  ean8: 67,
  upce: 51,
  databar: 96,
}

/** How long a retail code just read outweighs what may be part of it or printed beside it. */
const linearHoldMs = 1_000

const itf14Digits = 14

/** AIM identifiers of Data Matrix and QR with FNC1 first: meant for trade. */
const gs1Matrix = ['d2', 'Q3'].map((code) => `]${code}`)

export interface Circumstances {
  readonly atMs: number
  /** When an EAN-13, UPC-A or other strong linear code was last read. */
  readonly linearAtMs: number
  /** Whether light was seen on both sides of it. The right half of an EAN-13 reads as UPC-E, but has bars beside it. */
  readonly isAlone: boolean
  readonly isGuess: boolean
}

const isGtin = ({ text, symbology }: Read): boolean => parseRetailCode(text, symbology).ok

function isWellFormed(read: Read): boolean {
  switch (read.symbology) {
    case 'ean13':
    case 'upca':
    case 'ean8':
    case 'upce':
      return isGtin(read)
    case 'itf14':
      return read.text.length === itf14Digits && isGtin(read)
    case 'code128':
    case 'databar':
    case 'qr':
    case 'datamatrix':
      return read.text.length > 0
    case 'other':
      return false
  }
}

const isMatrix = ({ symbology }: Read): boolean => symbology === 'qr' || symbology === 'datamatrix'

const isForTrade = ({ aim, text }: Read): boolean => gs1Matrix.includes(aim) || /^https?:\/\//i.test(text)

/** Whether a stronger code seen lately makes this one a part of it, or a neighbour not meant for us. */
function isOutweighed(read: Read, { atMs, linearAtMs, isAlone }: Circumstances): boolean {
  const isHeld = atMs - linearAtMs < linearHoldMs
  if (read.symbology === 'upce') return isHeld || !isAlone
  return isMatrix(read) && isHeld && !isForTrade(read)
}

function isSmall({ symbology, corners: [a, b] }: Read): boolean {
  const modules = modulesBySymbology[symbology]
  return modules !== undefined && Math.hypot(b.x - a.x, b.y - a.y) < modules * modulePxMin
}

/** Linear codes that settle what the pack is. */
export const isStrongLinear = (read: Read): boolean => !isMatrix(read) && read.symbology !== 'upce'

/** The read as a sighting, if it may vote. */
export function acceptable(read: Read, circumstances: Circumstances): Sighting | undefined {
  if (!isWellFormed(read) || isOutweighed(read, circumstances)) return undefined
  const { text, symbology } = read
  const doubt = (isSmall(read) ? smallCodeDoubt : 0) + (circumstances.isGuess ? guessDoubt : 0)
  return { text, symbology, atMs: circumstances.atMs, doubt }
}
