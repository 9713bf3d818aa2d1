/**
 * Whether a code found in a strip stands alone: light on both sides of it, where half of a longer code has bars.
 */

import type { Luma } from './luma.ts'

/** Zones and the gap to them as shares of the code's length: about five modules, half a module away, of a UPC-E. */
const zoneShare = 0.1
const gapShare = 0.015

/** How much of the code's own contrast may show in a quiet zone. */
const unrestMax = 0.45

/** Contrast between the darkest and the lightest column mean from `from` to `to`. */
function contrast({ width, height, data }: Luma, from: number, to: number): number {
  let [darkest, lightest] = [255, 0]
  for (let x = Math.max(0, Math.floor(from)); x < Math.min(width, Math.ceil(to)); x++) {
    let sum = 0
    for (let y = 0; y < height; y++) sum += data[y * width + x] ?? 0
    darkest = Math.min(darkest, sum / height)
    lightest = Math.max(lightest, sum / height)
  }
  return Math.max(0, lightest - darkest)
}

/** `a` and `b` are the code's ends in the strip, in either order. */
export function hasQuietZones(strip: Luma, a: number, b: number): boolean {
  const [from, to] = [Math.min(a, b), Math.max(a, b)]
  const zone = (to - from) * zoneShare
  const gap = (to - from) * gapShare
  const unrest = Math.max(
    contrast(strip, from - gap - zone, from - gap),
    contrast(strip, to + gap, to + gap + zone),
  )
  return unrest <= contrast(strip, from, to) * unrestMax
}
