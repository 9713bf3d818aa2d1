/**
 * A strip read by the shapes of whole codes, and proved: bands of its height are read on their own, two must agree
 * and none may say otherwise, each with a wide lead over every other code. Shine and thumbs seldom cover all bands.
 */

import type { Read } from './engine.ts'
import type { Luma } from './luma.ts'
import { type Matched, matchEan, matchNear } from './matched.ts'

/** In photographs wrong codes never lead by more than 1.14; most right ones lead by more than 1.3. */
const leadMin = 1.25
const misfitMax = 0.2

/** The code's length as shares of its region's, which is larger by the blocks around it, and by an add-on. */
const shareMin = 0.5
const shareMax = 1.05

/** The bands of the height, those far apart first, and how many are searched before the strip counts as empty. */
const bands = [3, 1, 5, 2, 4, 0, 6] as const
const searchedMax = 3
const agreeing = 2

/** The mean of some rows. */
function profile({ width, data }: Luma, from: number, to: number): Float32Array {
  const out = new Float32Array(width)
  for (let y = from; y < to; y++) {
    for (let x = 0; x < width; x++) out[x] = (out[x] ?? 0) + (data[y * width + x] ?? 0) / (to - from)
  }
  return out
}

const isSure = ({ misfit, lead }: Matched): boolean => misfit <= misfitMax && lead >= leadMin

/** The codes of the bands: searched for until one is found, then looked for where that one was. */
function matchBands(profiles: readonly Float32Array[], length: number): readonly Matched[] {
  const found: Matched[] = []
  for (const [index, pixels] of profiles.entries()) {
    const placing = found[0]?.placing
    if (placing === undefined && index >= searchedMax) break
    const matched = placing
      ? matchNear(pixels, placing)
      : matchEan(pixels, { min: length * shareMin, max: length * shareMax })
    if (matched && isSure(matched)) found.push(matched)
  }
  return found
}

/** `length` is the region's, in pixels of the strip; `isTurned` reads from right to left. */
export function matchStrip(strip: Luma, length: number, isTurned: boolean): Read | undefined {
  const { width, height } = strip
  const rows = height / bands.length
  const profiles = bands.map((band) => profile(strip, Math.round(band * rows), Math.round((band + 1) * rows)))
  const found = matchBands(isTurned ? profiles.map((pixels) => pixels.toReversed()) : profiles, length)
  const [first] = found
  if (first === undefined || found.length < agreeing || found.some(({ text }) => text !== first.text))
    return undefined
  const { start, end } = first.placing
  const [from, to] = isTurned ? [width - start, width - end] : [start, end]
  const corners = [
    { x: from, y: 0 },
    { x: to, y: 0 },
    { x: to, y: height },
    { x: from, y: height },
  ] as const
  return { text: first.text, symbology: 'ean13', aim: ']E0', corners }
}
