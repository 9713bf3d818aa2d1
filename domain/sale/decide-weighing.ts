/**
 * The weigh step: goods sold by weight, scanned without one, wait for the lane's scale. The step is a fact, so that a
 * crash comes back to it; one item at a time, and no line is made but of a weight that lies still and was shown.
 */

import { lineById } from '../basket.ts'
import type { Pack } from '../code/scan.ts'
import { err, unreachable } from '../result.ts'
import { ageCall } from './age-call.ts'
import { type Decision, facts } from './decision.ts'
import type { Fact } from './fact.ts'
import type { Refusal } from './refusal.ts'
import type { LaneState, Weighing } from './sale.ts'
import { type ScaleRange, type ScaleReading, type WeighedState, weigh } from './weighing.ts'

export type WeighingCommand =
  | {
      readonly kind: 'TakeWeight'
      /** The weight that the shopper saw when agreeing to it. */
      readonly weightGrams: number
      readonly reading: ScaleReading
      readonly range: ScaleRange
    }
  | { readonly kind: 'CancelWeighing' }

/** A scan while another item is on its way to the scale: the same again asks for nothing new, another waits. */
export const scanWhileWeighing = (weighing: Weighing, gtin: string): Decision =>
  weighing.item.gtin === gtin ? facts() : err({ kind: 'WeighingInProgress' })

/** Asks for a weight instead of making a line. */
export const startWeighing = (weighing: Weighing): Fact => ({ ...weighing, kind: 'WeighingStarted' })

function refusalOf(state: Exclude<WeighedState, 'steady'>): Refusal {
  switch (state) {
    case 'moving':
    case 'notCleared':
      return { kind: 'WeightNotSteady' }
    case 'empty':
    case 'tooLight':
    case 'tooHeavy':
    case 'underZero':
      return { kind: 'WeightOutOfRange' }
    case 'connecting':
    case 'lost':
      return { kind: 'ScaleLost' }
  }
  return unreachable(state)
}

/** A second touch for the line that the first one made. */
function isTakenJustNow({ sale }: LaneState, weightGrams: number): boolean {
  const last = sale?.basket.lastLineId
  const pack = last === undefined ? undefined : sale && lineById(sale.basket, last)?.pack
  return pack?.weightSource === 'scale' && pack.weightGrams === weightGrams
}

function takeWeight(
  laneState: LaneState,
  { weightGrams, reading, range }: Extract<WeighingCommand, { readonly kind: 'TakeWeight' }>,
): Decision {
  const weighing = laneState.sale?.weighing
  if (!weighing) return isTakenJustNow(laneState, weightGrams) ? facts() : err({ kind: 'NoWeighing' })
  const { state, grams } = weigh(reading, range)
  if (state !== 'steady') return err(refusalOf(state))
  if (grams !== weightGrams) return err({ kind: 'WeightNotSteady' })
  const pack: Pack = { ...weighing.pack, weightGrams, weightSource: 'scale' }
  return facts({ kind: 'ItemScanned', ...weighing, pack }, ...ageCall(laneState, weighing.item))
}

export function decideWeighing(state: LaneState, command: WeighingCommand): Decision {
  switch (command.kind) {
    case 'TakeWeight':
      return takeWeight(state, command)
    case 'CancelWeighing':
      return state.sale?.weighing ? facts({ kind: 'WeighingCancelled' }) : facts()
  }
  return unreachable(command)
}
