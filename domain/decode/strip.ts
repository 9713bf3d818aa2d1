/**
 * Cuts a region out of the picture and sets it upright: a low strip whose rows each cross all bars at right angles.
 * Pixels are interpolated by Catmull-Rom and averaged along the bars, which takes noise away and leaves the edges.
 */

import type { Luma } from './luma.ts'
import type { Region } from './region.ts'

/** Rows of a strip: enough for a decoder to find some that agree. */
const rows = 20

/** Samples averaged for one strip pixel, and how far they may lie apart along the bars. */
const samples = 5
const samplesApartMax = 1.5

/** The quiet zones, and some more, because a region ends where its edges end. */
const marginShare = 0.25
const marginMin = 16

/** The rows keep off the ends of the bars, where digits and slanted cuts are. */
const heightUsed = 0.84

const stripWidthMax = 2_400

const tapSteps = 64

/** Catmull-Rom weights of four neighbours for each sixty-fourth of the way between the middle two. */
const tapTable = Float32Array.from({ length: (tapSteps + 1) * 4 }, (_, at) => {
  const t = (at >> 2) / tapSteps
  const weights = [((2 - t) * t - 1) * t, (3 * t - 5) * t * t + 2, ((4 - 3 * t) * t + 1) * t, (t - 1) * t * t]
  return (weights[at & 3] ?? 0) / 2
})

const tap = (at: number): number => tapTable[at] ?? 0

/** Four pixels in a row weighed by the taps at `taps`. */
const weighed = (data: Uint8Array, at: number, taps: number): number =>
  (data[at] ?? 0) * tap(taps) +
  (data[at + 1] ?? 0) * tap(taps + 1) +
  (data[at + 2] ?? 0) * tap(taps + 2) +
  (data[at + 3] ?? 0) * tap(taps + 3)

/** The brightness between pixels; `undefined` outside the picture. */
function brightnessAt({ width, height, data }: Luma, x: number, y: number): number | undefined {
  const left = Math.floor(x)
  const top = Math.floor(y)
  if (left < 1 || top < 1 || left >= width - 2 || top >= height - 2) return undefined
  const across = ((x - left) * tapSteps) << 2
  const down = ((y - top) * tapSteps) << 2
  const at = (top - 1) * width + left - 1
  return (
    weighed(data, at, across & ~3) * tap(down & ~3) +
    weighed(data, at + width, across & ~3) * tap((down & ~3) + 1) +
    weighed(data, at + 2 * width, across & ~3) * tap((down & ~3) + 2) +
    weighed(data, at + 3 * width, across & ~3) * tap((down & ~3) + 3)
  )
}

interface Ray {
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
}

/** Adds the picture's brightness along a ray to `sums`, counting in `counts` where the ray is inside. */
function addAlong(luma: Luma, ray: Ray, sums: Float32Array, counts: Uint8Array): void {
  for (let at = 0; at < sums.length; at++) {
    const brightness = brightnessAt(luma, ray.x + at * ray.dx, ray.y + at * ray.dy)
    if (brightness === undefined) continue
    sums[at] = (sums[at] ?? 0) + brightness
    counts[at] = (counts[at] ?? 0) + 1
  }
}

/** Means of one row. What lies outside the picture takes the brightness of the edge, so that it adds no bar. */
function writeRow(sums: Float32Array, counts: Uint8Array, into: Uint8Array): void {
  const first = counts.findIndex((count) => count > 0)
  if (first < 0) return
  let value = 0
  for (let at = first; at < into.length; at++) {
    const count = counts[at] ?? 0
    if (count > 0) value = Math.min(255, Math.max(0, (sums[at] ?? 0) / count))
    into[at] = value
  }
  into.fill(into[first] ?? 0, 0, first)
}

export const marginOf = ({ length }: Region): number => Math.max(marginMin, length * marginShare)

/** The region upright, `scale` strip pixels for one of the picture. */
export function cutStrip(luma: Luma, region: Region, scale: number): Luma {
  const { angle, length, height } = region
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const reach = length / 2 + marginOf(region)
  const width = Math.max(1, Math.min(stripWidthMax, Math.round(2 * reach * scale)))
  const strip = { width, height: rows, data: new Uint8Array(width * rows) }
  const sums = new Float32Array(width)
  const counts = new Uint8Array(width)
  const rowApart = (height * heightUsed) / rows
  const sampleApart = Math.min(samplesApartMax, rowApart / samples)
  for (let row = 0; row < rows; row++) {
    sums.fill(0)
    counts.fill(0)
    for (let sample = 0; sample < samples; sample++) {
      const v = (row - (rows - 1) / 2) * rowApart + (sample - (samples - 1) / 2) * sampleApart
      const x = region.x - reach * cos - v * sin
      const y = region.y - reach * sin + v * cos
      addAlong(luma, { x, y, dx: cos / scale, dy: sin / scale }, sums, counts)
    }
    writeRow(sums, counts, strip.data.subarray(row * width, (row + 1) * width))
  }
  return strip
}

/** Where a point of the strip lies in the picture. */
export function inPicture(point: { readonly x: number; readonly y: number }, region: Region, scale: number) {
  const { x, y, angle, length, height } = region
  const u = point.x / scale - (length / 2 + marginOf(region))
  const v = ((point.y + 0.5) / rows - 0.5) * height * heightUsed
  return {
    x: x + u * Math.cos(angle) - v * Math.sin(angle),
    y: y + u * Math.sin(angle) + v * Math.cos(angle),
  }
}
