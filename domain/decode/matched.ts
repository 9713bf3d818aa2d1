/**
 * Reads EAN-13 and UPC-A where bars have melted into each other and no edge is left to measure: every character's
 * blurred shape is laid over the profile everywhere, and the cheapest chain of thirteen digits and three guards wins.
 * It must be sure or silent: parity and check digit have to hold and every digit must beat its rival clearly.
 */

import { checkDigit } from '../code/retail-code.ts'
import { type EanTemplates, eanTemplates, parities, perModule, type Template } from './ean-templates.ts'

export interface Matched {
  /** Thirteen digits; a UPC-A begins with 0. */
  readonly text: string
  /** Mean misfit of the chain's parts: 0 the very shape, 1 nothing of it. */
  readonly misfit: number
  /** By how much the least certain digit beats the next best. */
  readonly margin: number
  /** First and last bar, in samples of the profile. */
  readonly from: number
  readonly to: number
}

const modules = 95

/** Samples a part may begin earlier or later than the last one's end says, and what each costs. */
const driftMax = 1
const driftCost = 0.004

/** Blurs tried, in modules. */
const sigmas = [0.6, 1] as const
const templatesBySigma = sigmas.map(eanTemplates)

/** A window with less contrast than this share of the profile's has no shape worth naming. */
const contrastMin = 0.15

/** Every part of a chain with the cost of standing at each position. */
interface Part {
  readonly modules: number
  readonly cost: Float32Array
}

/** Characters of one set: the best digit at each position, and how far the next best is behind. */
interface Characters extends Part {
  readonly digit: Uint8Array
  readonly lead: Float32Array
}

function resampled(profile: Float32Array, step: number): Float32Array {
  return Float32Array.from({ length: Math.floor((profile.length - 1) / step) }, (_, at) => {
    const left = Math.floor(at * step)
    const share = at * step - left
    return (profile[left] ?? 0) * (1 - share) + (profile[left + 1] ?? 0) * share
  })
}

/** One minus the correlation of a template with the profile at each position. */
function misfits(profile: Float32Array, { samples, before }: Template, floor: number): Float32Array {
  const count = samples.length
  const out = new Float32Array(profile.length).fill(1)
  for (let at = before; at + count - before <= profile.length; at++) {
    let [sum, squares, dot] = [0, 0, 0]
    for (let index = 0; index < count; index++) {
      const value = profile[at - before + index] ?? 0
      sum += value
      squares += value * value
      dot += value * (samples[index] ?? 0)
    }
    const norm = Math.sqrt(Math.max(0, squares - (sum * sum) / count))
    out[at] = norm > floor * Math.sqrt(count) ? 1 - dot / norm : 1
  }
  return out
}

function characters(profile: Float32Array, templates: readonly Template[], floor: number): Characters {
  const cost = new Float32Array(profile.length).fill(1)
  const lead = new Float32Array(profile.length)
  const digit = new Uint8Array(profile.length)
  for (const [value, template] of templates.entries()) {
    for (const [at, misfit] of misfits(profile, template, floor).entries()) {
      const best = cost[at] ?? 1
      if (misfit < best) {
        lead[at] = best - misfit
        cost[at] = misfit
        digit[at] = value
      } else lead[at] = Math.min(lead[at] ?? 0, misfit - best)
    }
  }
  return { modules: 7, cost, digit, lead }
}

interface Chain {
  readonly misfit: number
  /** Where each part begins. */
  readonly starts: readonly number[]
}

/** The cheapest way from the first part to the last, each beginning where the one before ends, give or take a drift. */
function cheapestChain(parts: readonly Part[], length: number): Chain {
  const back: Int16Array[] = []
  let costs = new Float32Array(length)
  let offset = 0
  for (const [index, part] of parts.entries()) {
    const next = new Float32Array(length).fill(Number.POSITIVE_INFINITY)
    const from = new Int16Array(length).fill(-1)
    for (let at = offset; at < length; at++) {
      for (let drift = index === 0 ? 0 : -driftMax; drift <= (index === 0 ? 0 : driftMax); drift++) {
        const before = at - offset + drift
        const cost = (costs[before] ?? Number.POSITIVE_INFINITY) + Math.abs(drift) * driftCost
        if (cost >= (next[at] ?? 0)) continue
        next[at] = cost
        from[at] = before
      }
      next[at] = (next[at] ?? 0) + (part.cost[at] ?? 1)
    }
    back.push(from)
    costs = next
    offset = part.modules * perModule
  }
  return trace(back, costs, parts.length)
}

function trace(back: readonly Int16Array[], costs: Float32Array, parts: number): Chain {
  let at = costs.reduce((best, cost, index) => (cost < (costs[best] ?? 0) ? index : best), 0)
  const misfit = (costs[at] ?? 1) / parts
  const starts: number[] = []
  for (let index = back.length - 1; index >= 0; index--) {
    starts.unshift(at)
    at = back[index]?.[at] ?? 0
  }
  return { misfit, starts }
}

interface Sets {
  readonly start: Part
  readonly middle: Part
  readonly end: Part
  readonly A: Characters
  readonly B: Characters
  readonly C: Characters
}

function layOver(profile: Float32Array, templates: EanTemplates): Sets {
  const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length
  const deviation = Math.sqrt(profile.reduce((sum, value) => sum + (value - mean) ** 2, 0) / profile.length)
  const floor = deviation * contrastMin
  const guard = (template: Template, width: number): Part => ({
    modules: width,
    cost: misfits(profile, template, floor),
  })
  return {
    start: guard(templates.start, 3),
    middle: guard(templates.middle, 5),
    end: guard(templates.end, 3),
    A: characters(profile, templates.A, floor),
    B: characters(profile, templates.B, floor),
    C: characters(profile, templates.C, floor),
  }
}

function chainOf(sets: Sets, parity: string, first: number, length: number, step: number): Matched {
  const left = [...parity].map((set) => (set === 'A' ? sets.A : sets.B))
  const right = Array.from({ length: 6 }, () => sets.C)
  const { misfit, starts } = cheapestChain([sets.start, ...left, sets.middle, ...right, sets.end], length)
  let text = String(first)
  let margin = 1
  for (const [index, set] of [...left, undefined, ...right].entries()) {
    if (set === undefined) continue
    const at = starts[index + 1] ?? 0
    text += String(set.digit[at] ?? 0)
    margin = Math.min(margin, set.lead[at] ?? 0)
  }
  return {
    text,
    misfit,
    margin,
    from: (starts[0] ?? 0) * step,
    to: ((starts.at(-1) ?? 0) + 3 * perModule) * step,
  }
}

/** The best chain in a profile whose modules are `modulePx` wide, whatever it is worth. */
export function matchAt(profile: Float32Array, modulePx: number): Matched | undefined {
  const step = modulePx / perModule
  const samples = resampled(profile, step)
  if (samples.length < modules * perModule) return undefined
  let best: Matched | undefined
  for (const templates of templatesBySigma) {
    const sets = layOver(samples, templates)
    for (const [first, parity] of parities.entries()) {
      const chain = chainOf(sets, parity, first, samples.length, step)
      if (best === undefined || chain.misfit < best.misfit) best = chain
    }
  }
  return best
}

export const isProved = ({ text }: Matched): boolean => checkDigit(text.slice(0, -1)) === text.slice(-1)
