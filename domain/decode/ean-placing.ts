/**
 * A code assumed at one place of a profile, and the best that can be made of it there. Light and digits depend on each
 * other, so they are found in turns: light roughly, digits under it, light anew from the digits.
 */

import { characterAt, characterModules, eanModules, halfCharacters } from './ean-bits.ts'
import { codeSamples, drawCode, type EanShapes, eanShapes, perModule, quietModules } from './ean-shapes.ts'
import { characterCosts, cheapestCharacters, contest, digitsOf, energyOf } from './ean-trellis.ts'
import { darknessUnder, fitLight, type Light, roughLight, unexplained } from './light.ts'

/** Lenses from nearly sharp to where the bars of a character are one grey; deviations in modules. */
export const lenses: readonly EanShapes[] = [0.4, 0.6, 0.9, 1.3, 1.8, 2.3].map(eanShapes)

/** Light and digits are found in turns so often. */
const lightRounds = 2

/** Where a code is assumed: first and last bar in samples of the profile. */
export interface Placing {
  readonly start: number
  readonly end: number
  /** By how much of the length its middle lies nearer the end, as on a bottle or at a slant. */
  readonly bow: number
  /** By how much its quarters are drawn to the middle, as on paper that curls. */
  readonly sway: number
  /** Place in `lenses`. */
  readonly lens: number
}

export interface Placed extends Placing {
  readonly code: readonly number[]
  readonly light: Light
  /** Share of the brightness' variance that the code does not explain. */
  readonly misfit: number
}

/** The profile's brightness at each sample of a code that lies so. */
function seenAt(profile: Float32Array, { start, end, bow, sway }: Placing): Float32Array {
  const seen = new Float32Array(codeSamples)
  const last = profile.length - 1
  for (let at = 0; at < codeSamples; at++) {
    const share = ((at + 0.5) / perModule - quietModules) / eanModules
    const bent = share + 4 * share * (1 - share) * (bow + sway * (1 - 2 * share))
    const x = Math.min(last, Math.max(0, start + (end - start) * bent - 0.5))
    const left = Math.floor(x)
    seen[at] = (profile[left] ?? 0) * (1 - x + left) + (profile[Math.min(last, left + 1)] ?? 0) * (x - left)
  }
  return seen
}

/**
 * The characters that fit best at one place, with their light; nothing where bars would be lighter than paper. The
 * light of a place near by saves half the work.
 */
export function place(profile: Float32Array, placing: Placing, nearby?: Light): Placed | undefined {
  const shapes = lenses[placing.lens]
  if (shapes === undefined) return undefined
  const seen = seenAt(profile, placing)
  let light = nearby ?? roughLight(seen, quietModules * perModule)
  let placed: Placed | undefined
  for (let round = nearby === undefined ? 0 : 1; round < lightRounds; round++) {
    if (light.ink + Math.abs(light.inkTilt) >= 0) return undefined
    const costs = characterCosts(shapes, darknessUnder(light, seen, shapes.guards))
    const code = cheapestCharacters(costs, shapes)
    const drawn = drawCode(shapes, code)
    light = fitLight(seen, drawn)
    placed = { ...placing, code, light, misfit: unexplained(light, seen, drawn) }
  }
  return placed
}

export interface Judged {
  readonly text: string
  /** How many times as far as this code the next best one is from what is seen. Guesses lie at 1. */
  readonly lead: number
  /** Mean squared error of darkness in the character that fits worst: one that is covered fits no shape. */
  readonly worst: number
}

/** Over the modules of each character, what is seen less what is drawn. */
function worstCharacter(dark: Float32Array, drawn: Float32Array): number {
  const samples = characterModules * perModule
  let worst = 0
  for (let index = 0; index < 2 * halfCharacters; index++) {
    const from = (characterAt(index) + quietModules) * perModule
    let sum = 0
    for (let at = from; at < from + samples; at++) sum += ((dark[at] ?? 0) - (drawn[at] ?? 0)) ** 2
    worst = Math.max(worst, sum / samples)
  }
  return worst
}

/** The code at a place held against every other whose check digit is right. */
export function judge(profile: Float32Array, { code, light, ...placing }: Placed): Judged {
  const shapes = lenses[placing.lens] ?? eanShapes(1)
  const dark = darknessUnder(light, seenAt(profile, placing), shapes.guards)
  const costs = characterCosts(shapes, dark)
  const { best, runnerUpCost } = contest(costs, shapes)
  const rest = energyOf(dark)
  const drawn = drawCode(shapes, best.code).map((value, at) => value - (shapes.guards[at] ?? 0))
  return {
    text: digitsOf(best.code),
    lead: (rest + runnerUpCost) / (rest + best.cost),
    worst: worstCharacter(dark, drawn),
  }
}
