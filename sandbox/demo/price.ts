/** Prices as shops write them: larger packs cost less by the unit, and amounts end where the eye expects it. */

import { present } from '../../domain/result.ts'

/** Twice the contents cost 1.9 times as much. */
const sizeExponent = 0.93

/** Below two yuan a price is any whole jiao. */
const smallestPriceMinor = 50

interface Custom {
  readonly belowMinor: number
  readonly stepMinor: number
  readonly endingsMinor: readonly number[]
}

/** Customary endings by magnitude: 3.50, 12.80, 39.90, 128, 1,990. */
const customs: readonly Custom[] = [
  { belowMinor: 200, stepMinor: 10, endingsMinor: [0] },
  { belowMinor: 10_000, stepMinor: 100, endingsMinor: [0, 50, 80, 90] },
  { belowMinor: 100_000, stepMinor: 1000, endingsMinor: [0, 500, 800, 900] },
  { belowMinor: Number.POSITIVE_INFINITY, stepMinor: 10_000, endingsMinor: [0, 5000, 8000, 9000] },
]

function nearestEnding(amount: number, { stepMinor, endingsMinor }: Custom): number {
  const base = Math.floor(amount / stepMinor) * stepMinor
  const candidates = [...endingsMinor, stepMinor].map((ending) => base + ending)
  return candidates.reduce((best, each) => (Math.abs(each - amount) < Math.abs(best - amount) ? each : best))
}

/** The customary price next to an amount, in whole minor units. */
export function customaryPrice(amount: number): number {
  const custom = present(
    customs.find(({ belowMinor }) => amount < belowMinor),
    'every finite amount has a custom',
  )
  return Math.max(smallestPriceMinor, nearestEnding(amount, custom))
}

/** What a pack costs before it is made customary; `wobble` of 0 … 1 tells like goods apart. */
export function packPrice(priceMinor: number, factor: number, priceLevel: number, wobble: number): number {
  return priceMinor * priceLevel * factor ** sizeExponent * (0.88 + wobble * 0.28)
}
