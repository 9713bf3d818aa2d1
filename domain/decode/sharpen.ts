/**
 * Undoes some of a lens' blur across the bars of a strip: an unsharp mask along each row. Too much of it turns noise
 * into bars, so it is tried after the plain strip, never before.
 */

import type { Luma } from './luma.ts'

/** How many times the difference from the surroundings is added, and how far the surroundings reach in pixels. */
export interface Sharpening {
  readonly amount: number
  readonly radius: number
}

const nearWeight = 0.3
const farWeight = 0.2

export function sharpen({ width, height, data }: Luma, { amount, radius }: Sharpening): Luma {
  const out = new Uint8Array(width * height)
  const last = width - 1
  for (let y = 0; y < height; y++) {
    const row = y * width
    for (let x = 0; x < width; x++) {
      const near = (data[row + Math.max(0, x - radius)] ?? 0) + (data[row + Math.min(last, x + radius)] ?? 0)
      const far =
        (data[row + Math.max(0, x - 2 * radius)] ?? 0) + (data[row + Math.min(last, x + 2 * radius)] ?? 0)
      const here = data[row + x] ?? 0
      const value = here + amount * (here - near * nearWeight - far * farWeight)
      out[row + x] = Math.min(255, Math.max(0, value))
    }
  }
  return { width, height, data: out }
}
