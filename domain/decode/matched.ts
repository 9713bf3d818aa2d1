/**
 * Reads EAN-13 and UPC-A where bars have melted into each other and no edge is left to measure: the blurred shape of
 * every character is laid over the profile everywhere, and the cheapest chain of guards and digits wins. What it
 * finds is a guess: who asks must demand a check digit, a small misfit and a second opinion.
 */

import { type Chain, cheapestChain, type Part } from './chain.ts'
import { misfits, type Profile, profileOf } from './correlate.ts'
import { eanTemplates, parities, perModule, type Template } from './ean-templates.ts'

export interface Matched {
  /** Thirteen digits; a UPC-A begins with 0. */
  readonly text: string
  /** Mean misfit of the parts: 0 the very shape, 1 nothing of it. */
  readonly misfit: number
  /** By how much the least certain digit beats the next best. */
  readonly margin: number
  /** First and last bar, in samples of what was looked at. */
  readonly from: number
  readonly to: number
}

/** Modules of an EAN-13 without its quiet zones. */
export const eanModules = 95

/** The blur the shapes have, in modules; tuned on photographs, half and double still read most of them. */
const blurModules = 0.6

const templates = eanTemplates(blurModules)

const characterWidth = 7 * perModule
const halfDigits = 6

/** At each position the digit that fits best, and how far the next best is behind. */
interface Characters extends Part {
  readonly digit: Uint8Array
  readonly lead: Float32Array
}

/** The shapes of the digits 0 to 9, or those of set A and then set B. */
function characters(profile: Profile, shapes: readonly Template[]): Characters {
  const cost = new Float32Array(profile.samples.length).fill(1)
  const lead = new Float32Array(profile.samples.length)
  const digit = new Uint8Array(profile.samples.length)
  for (const [value, shape] of shapes.entries()) {
    const fit = misfits(profile, shape)
    for (let at = 0; at < fit.length; at++) {
      const misfit = fit[at] ?? 1
      const best = cost[at] ?? 1
      if (misfit >= best) {
        lead[at] = Math.min(lead[at] ?? 0, misfit - best)
        continue
      }
      lead[at] = best - misfit
      cost[at] = misfit
      digit[at] = value
    }
  }
  return { width: characterWidth, cost, digit, lead }
}

const guard = (profile: Profile, shape: Template, modules: number): Part => ({
  width: modules * perModule,
  cost: misfits(profile, shape),
})

function resampled(profile: Float32Array, step: number): Float32Array {
  const out = new Float32Array(Math.floor((profile.length - 1) / step))
  for (let at = 0; at < out.length; at++) {
    const left = Math.floor(at * step)
    const share = at * step - left
    out[at] = (profile[left] ?? 0) * (1 - share) + (profile[left + 1] ?? 0) * share
  }
  return out
}

/** The digits along a chain; nothing where the sets of the left half say no thirteenth digit. */
function textOf({ starts }: Chain, left: Characters, right: Characters): string | undefined {
  const lefts = starts.slice(1, 1 + halfDigits).map((at) => left.digit[at] ?? 0)
  const rights = starts.slice(2 + halfDigits, -1).map((at) => right.digit[at] ?? 0)
  const first = parities.indexOf(lefts.map((value) => (value < 10 ? 'A' : 'B')).join(''))
  if (first < 0) return undefined
  return [first, ...lefts.map((value) => value % 10), ...rights].join('')
}

/** The best chain in a profile whose modules are `modulePx` samples wide, read from left to right. */
export function matchEan(pixels: Float32Array, modulePx: number): Matched | undefined {
  const step = modulePx / perModule
  const profile = profileOf(resampled(pixels, step))
  if (profile.samples.length < eanModules * perModule) return undefined
  const left = characters(profile, [...templates.A, ...templates.B])
  const right = characters(profile, templates.C)
  const lefts = Array.from({ length: halfDigits }, () => left)
  const rights = Array.from({ length: halfDigits }, () => right)
  const start = guard(profile, templates.start, 3)
  const chain = cheapestChain([
    start,
    ...lefts,
    guard(profile, templates.middle, 5),
    ...rights,
    guard(profile, templates.end, 3),
  ])
  const text = textOf(chain, left, right)
  if (text === undefined) return undefined
  const { starts, cost: misfit } = chain
  const leads = [
    ...starts.slice(1, 1 + halfDigits).map((at) => left.lead[at] ?? 0),
    ...starts.slice(2 + halfDigits, -1).map((at) => right.lead[at] ?? 0),
  ]
  return {
    text,
    misfit,
    margin: Math.min(...leads),
    from: (starts[0] ?? 0) * step,
    to: ((starts.at(-1) ?? 0) + start.width) * step,
  }
}
