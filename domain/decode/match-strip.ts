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

/** Nothing of a character may be covered: what is left of it would be read as another. */
const worstMax = 0.05

/** The code's length as shares of its region's, which is larger by the blocks around it, and by an add-on. */
const shareMin = 0.5
const shareMax = 1.05

/** The bands of the height. One of the inner ones is searched in a frame, another in the next. */
const bands = [3, 1, 5, 2, 4, 0, 6] as const
const innerBands = bands.slice(0, 5)
const agreeing = 2

/** So many bands that agree make the rest of them needless. */
const enough = 3

/** The mean of some rows. */
function profile({ width, data }: Luma, from: number, to: number): Float32Array {
  const out = new Float32Array(width)
  for (let y = from; y < to; y++) {
    for (let x = 0; x < width; x++) out[x] = (out[x] ?? 0) + (data[y * width + x] ?? 0) / (to - from)
  }
  return out
}

const isSure = ({ misfit, lead, worst }: Matched): boolean =>
  misfit <= misfitMax && lead >= leadMin && worst <= worstMax

/** The code of the band searched, and those of bands where it should be too. */
function matchBands(
  searched: Float32Array,
  others: readonly Float32Array[],
  length: number,
): readonly Matched[] {
  const first = matchEan(searched, { min: length * shareMin, max: length * shareMax })
  if (first === undefined || !isSure(first)) return []
  const found = [first]
  for (const pixels of others) {
    if (found.length >= enough) break
    const matched = matchNear(pixels, first.placing)
    if (matched && isSure(matched)) found.push(matched)
  }
  return found
}

export interface Shown {
  /** The region's length in pixels of the strip. */
  readonly length: number
  /** To be read from right to left. */
  readonly isTurned: boolean
  /** Any number, another one in each frame: it says which band is searched. */
  readonly frame: number
}

export function matchStrip(strip: Luma, { length, isTurned, frame }: Shown): Read | undefined {
  const { width, height } = strip
  const rows = height / bands.length
  const profileOf = (band: number): Float32Array => {
    const pixels = profile(strip, Math.round(band * rows), Math.round((band + 1) * rows))
    return isTurned ? pixels.toReversed() : pixels
  }
  const searched = innerBands[frame % innerBands.length] ?? bands[0]
  const others = bands.filter((band) => band !== searched)
  const found = matchBands(profileOf(searched), others.map(profileOf), length)
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
