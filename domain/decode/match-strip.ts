/**
 * A strip read by the shapes of its characters, and proved: parts of its height are read on their own, two must
 * agree and none may say otherwise, each with its check digit and a fit far better than chance gives.
 */

import { checkDigit } from '../code/retail-code.ts'
import type { Read } from './engine.ts'
import type { Luma } from './luma.ts'
import { eanModules, type Matched, matchEan } from './matched.ts'

/** Wrong chains with a right check digit begin at 0.2 in photographs; nine in ten right ones stay below 0.13. */
const misfitMax = 0.16
const marginMin = 0.02

/** The code's length as shares of its region's, which is larger by the blocks around it. */
const lengthShares = Array.from({ length: 10 }, (_, step) => 0.66 + 0.04 * step)

/** Sizes next to one that fitted. */
const nearShare = 0.05

/** The parts of the height, the middle first; when the first ones show nothing the rest is not looked at. */
const parts = [2, 1, 3, 0, 4] as const
const hopelessAfter = 3
const agreeing = 2

/** The mean of some rows. */
function profile({ width, data }: Luma, from: number, to: number): Float32Array {
  const out = new Float32Array(width)
  for (let y = from; y < to; y++) {
    for (let x = 0; x < width; x++) out[x] = (out[x] ?? 0) + (data[y * width + x] ?? 0) / (to - from)
  }
  return out
}

interface Sized {
  readonly matched: Matched
  readonly share: number
}

function bestMatch(pixels: Float32Array, length: number, shares: readonly number[]): Sized | undefined {
  let best: Sized | undefined
  for (const share of shares) {
    const matched = matchEan(pixels, (length * share) / eanModules)
    if (matched && matched.misfit < (best?.matched.misfit ?? misfitMax)) best = { matched, share }
  }
  return best
}

const isPlausible = ({ matched }: Sized): boolean =>
  matched.margin >= marginMin && checkDigit(matched.text.slice(0, -1)) === matched.text.slice(-1)

/** The matches of all parts. Sizes near the first match are enough for the others. */
function matchParts(profiles: readonly Float32Array[], length: number): readonly Matched[] {
  const found: Sized[] = []
  for (const [index, pixels] of profiles.entries()) {
    const known = found[0]?.share
    if (known === undefined && index >= hopelessAfter) break
    const shares = lengthShares.filter((share) => Math.abs(share - (known ?? share)) < nearShare)
    const best = bestMatch(pixels, length, shares)
    if (best && isPlausible(best)) found.push(best)
  }
  return found.map(({ matched }) => matched)
}

/** `length` is the region's, in pixels of the strip; `isTurned` reads from right to left. */
export function matchStrip(strip: Luma, length: number, isTurned: boolean): Read | undefined {
  const { width, height } = strip
  const rows = height / parts.length
  const profiles = parts.map((part) => profile(strip, Math.floor(part * rows), Math.floor((part + 1) * rows)))
  const found = matchParts(isTurned ? profiles.map((pixels) => pixels.toReversed()) : profiles, length)
  const [first] = found
  if (first === undefined || found.length < agreeing || found.some(({ text }) => text !== first.text))
    return undefined
  const [from, to] = isTurned ? [width - first.from, width - first.to] : [first.from, first.to]
  const corners = [
    { x: from, y: 0 },
    { x: to, y: 0 },
    { x: to, y: height },
    { x: from, y: height },
  ] as const
  return { text: first.text, symbology: 'ean13', aim: ']E0', corners }
}
