/**
 * How badly shapes fit a profile at every position: one minus the correlation, so that neither the light nor the
 * contrast of the picture matters. 0 is the very shape, 1 nothing of it.
 */

import type { Template } from './ean-templates.ts'

/** A window with less contrast than this share of the whole profile's shows no shape worth naming. */
const contrastMin = 0.15

/** A profile with the running sums that make the deviation of any window cheap. */
export interface Profile {
  readonly samples: Float32Array
  readonly sums: Float64Array
  readonly squares: Float64Array
}

export function profileOf(samples: Float32Array): Profile {
  const sums = new Float64Array(samples.length + 1)
  const squares = new Float64Array(samples.length + 1)
  for (let at = 0; at < samples.length; at++) {
    const value = samples[at] ?? 0
    sums[at + 1] = (sums[at] ?? 0) + value
    squares[at + 1] = (squares[at] ?? 0) + value * value
  }
  return { samples, sums, squares }
}

/** Root of the summed squared deviations of `count` samples from `from`. */
function deviation({ sums, squares }: Profile, from: number, count: number): number {
  const sum = (sums[from + count] ?? 0) - (sums[from] ?? 0)
  const square = (squares[from + count] ?? 0) - (squares[from] ?? 0)
  return Math.sqrt(Math.max(0, square - (sum * sum) / count))
}

/** The misfit of a shape whose own modules begin at each position. */
export function misfits(profile: Profile, { samples: shape, before }: Template): Float32Array {
  const { samples } = profile
  const count = shape.length
  const flat =
    (deviation(profile, 0, samples.length) / Math.sqrt(samples.length)) * Math.sqrt(count) * contrastMin
  const out = new Float32Array(samples.length).fill(1)
  for (let from = 0; from + count <= samples.length; from++) {
    const contrast = deviation(profile, from, count)
    if (contrast <= flat) continue
    let dot = 0
    for (let at = 0; at < count; at++) dot += (samples[from + at] ?? 0) * (shape[at] ?? 0)
    out[from + before] = 1 - dot / contrast
  }
  return out
}
