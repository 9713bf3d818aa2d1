/**
 * What a lane's scale says, and what of it may be sold: only a load that lies still, within what the scale is
 * approved to weigh. Pure; it never prices, and it never takes one reading for another.
 */

import { unreachable } from '../result.ts'
import { packGramsMax } from './fact.ts'

/** What the scale says of its plate now. Grams are net, as the scale shows them: the lane knows no tare of its own. */
export type ScaleReading =
  /** Lies still; 0 with nothing on it. */
  | { readonly kind: 'stable'; readonly grams: number }
  /** In motion; grams where the scale shows any. */
  | { readonly kind: 'moving'; readonly grams?: number | undefined }
  /** Less than nothing: a tare whose container is gone, or a plate that is held up. */
  | { readonly kind: 'underZero' }
  | { readonly kind: 'overload' }
  /** What was sold last has not left the plate yet. */
  | { readonly kind: 'notCleared' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'lost' }

/** What the scale is approved to weigh: its least and greatest load (OIML R 76, Min and Max). */
export interface ScaleRange {
  readonly minGrams: number
  readonly maxGrams: number
}

export const weighedStates = [
  'steady',
  'moving',
  'empty',
  'tooLight',
  'tooHeavy',
  'underZero',
  'notCleared',
  'connecting',
  'lost',
] as const

export type WeighedState = (typeof weighedStates)[number]

/** A reading as a sale sees it; only `steady` may be sold. Grams are whole and never negative. */
export interface Weighed {
  readonly state: WeighedState
  readonly grams?: number | undefined
}

const isWeight = (grams: number | undefined): grams is number =>
  grams !== undefined && Number.isInteger(grams) && grams >= 0

function lying(grams: number, { minGrams, maxGrams }: ScaleRange): Weighed {
  if (!isWeight(grams)) return { state: 'underZero' }
  if (grams === 0) return { state: 'empty', grams }
  if (grams < minGrams) return { state: 'tooLight', grams }
  return grams > Math.min(maxGrams, packGramsMax) ? { state: 'tooHeavy' } : { state: 'steady', grams }
}

export function weigh(reading: ScaleReading, range: ScaleRange): Weighed {
  switch (reading.kind) {
    case 'stable':
      return lying(reading.grams, range)
    case 'moving':
      return isWeight(reading.grams) ? { state: 'moving', grams: reading.grams } : { state: 'moving' }
    case 'overload':
      return { state: 'tooHeavy' }
    case 'underZero':
    case 'notCleared':
    case 'connecting':
    case 'lost':
      return { state: reading.kind }
  }
  return unreachable(reading)
}
