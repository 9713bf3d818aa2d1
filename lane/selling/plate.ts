/**
 * The scale as a sale may use it: what was sold has to leave the plate before another weight counts, so that nobody
 * pays twice for one load. It keeps that and nothing else, and records nothing.
 */

import { lineById } from '../../domain/basket.ts'
import type { Sale, Weighing } from '../../domain/sale/sale.ts'
import type { ScaleRange, ScaleReading } from '../../domain/sale/weighing.ts'
import type { Scale } from '../ports.ts'

export interface Plate {
  readonly isInstalled: boolean
  readonly range: ScaleRange
  reading(): ScaleReading
  /** Called after every change of state; idempotent. */
  follow(sale: Sale | undefined): void
  /** Called when the scale says something new; tells whether that was a hand's doing, and no drift or trembling. */
  hear(): boolean
}

const noRange: ScaleRange = { minGrams: 0, maxGrams: 0 }

const noScale: Plate = {
  isInstalled: false,
  range: noRange,
  reading: () => ({ kind: 'lost' }),
  follow: () => {},
  hear: () => false,
}

const isLoad = ({ kind }: ScaleReading): boolean =>
  kind === 'stable' || kind === 'moving' || kind === 'overload'

/** A lane that starts anew cannot know whether the load that it sold last is still there: it looks first. */
const soldLastByScale = (sale: Sale | undefined): boolean =>
  sale?.basket.lines.at(-1)?.pack?.weightSource === 'scale'

function plateOf(scale: Scale): Plate {
  const { range } = scale
  let weighing: Weighing | undefined
  let isFirst = true
  let mustClear = false
  let lastGrams = 0

  const isClear = (raw: ScaleReading): boolean =>
    raw.kind === 'underZero' || (raw.kind === 'stable' && raw.grams < range.minGrams)

  function reading(): ScaleReading {
    const raw = scale.reading()
    if (isClear(raw)) mustClear = false
    return mustClear && isLoad(raw) ? { kind: 'notCleared' } : raw
  }

  return {
    isInstalled: true,
    range,
    reading,
    follow(sale) {
      const isSold = weighing !== undefined && sale !== undefined && lineById(sale.basket, weighing.lineId)
      if (isSold || (isFirst && soldLastByScale(sale))) mustClear = true
      isFirst = false
      weighing = sale?.weighing
    },
    hear() {
      const now = reading()
      if (now.kind !== 'stable') return false
      const changedGrams = Math.abs(now.grams - lastGrams)
      lastGrams = now.grams
      return changedGrams >= range.minGrams
    },
  }
}

export const watchPlate = (scale: Scale | undefined): Plate => (scale ? plateOf(scale) : noScale)
