/**
 * Whether a scan was of bars in a row or of a square symbol, where the scanner, the camera or the data tell. Nothing
 * is guessed of what a hand typed.
 */

import { separator } from './gs1/elements.ts'
import type { Scan } from './scan.ts'

export type SymbolShape = 'linear' | 'matrix'

/** AIM code characters of two-dimensional symbols: Data Matrix, QR, DotCode, Aztec, PDF417 (ISO/IEC 15424). */
const matrixAim = /^\][dQJzL]/

/** Retail numbers that only bars carry where nobody says otherwise; fourteen digits could be either. */
const bars = /^(?:\d{8}|\d{12,13})$/

export function symbolShape({ text, source, aim, symbology }: Scan): SymbolShape | undefined {
  if (source === 'keyed') return undefined
  if (aim !== undefined) return matrixAim.test(aim) ? 'matrix' : 'linear'
  if (symbology !== undefined) return symbology === 'qr' || symbology === 'datamatrix' ? 'matrix' : 'linear'
  if (text.includes(separator) || /^https?:/i.test(text)) return 'matrix'
  return bars.test(text) ? 'linear' : undefined
}
