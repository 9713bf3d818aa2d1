/**
 * The port of a checkout scale. It says what lies on its plate and how it is; it knows no item and no price, and it
 * never gives a weight that is older than a moment, garbled, or not asked for.
 */

import type { ScaleRange, ScaleReading } from '../../domain/sale/weighing.ts'
import type { LinkState } from '../link.ts'

/** Why something that arrived is no weight. */
const scaleRefusals = [
  /** Bytes outside any answer, or an answer that nobody waited for. */
  'Unexpected',
  'Truncated',
  'TooLong',
  'WrongChecksum',
  'Malformed',
  /** A sound answer in pounds or the like: a scale that is set up for another country. */
  'ForeignUnit',
] as const

export type ScaleRefusal = (typeof scaleRefusals)[number]

export interface ScaleCounts {
  readonly readings: number
  readonly refused: Readonly<Record<ScaleRefusal, number>>
}

export interface ScaleListener {
  /** Called when the plate says something else than before. */
  onReading(reading: ScaleReading): void
  /** Called on every change, and only on a change. A scale is ready once it has answered, not when its line opens. */
  onState(state: LinkState): void
}

export interface Scale {
  readonly name: string
  readonly range: ScaleRange
  /** Begins, once. From here on the scale reconnects by itself until it is closed. */
  start(listener: ScaleListener): void
  reading(): ScaleReading
  counts(): ScaleCounts
  /** Ends for ever and gives the device back. */
  close(): Promise<void>
}
