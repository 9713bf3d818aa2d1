/**
 * What the parts of an EAN-13 look like through a lens out of focus: bars smeared by a Gaussian. Neighbours reach into
 * each other; how much is worked out once, so that no choice of digits need ever be drawn whole to be judged.
 */

import { characterAt, characterBits, characterModules, eanModules, guardBits } from './ean-bits.ts'

/** Samples a module wide. */
export const perModule = 3

/** Modules of quiet zone that are looked at on either side: they must be light. */
export const quietModules = 3

/** A code with its quiet zones, in samples. */
export const codeSamples = (eanModules + 2 * quietModules) * perModule

/** How far a character reaches beyond its own modules: half a character, so that only neighbours meet. */
const reachModules = 3

/** Samples of a character's shape. */
export const shapeSamples = (characterModules + 2 * reachModules) * perModule

/** The sample at which the shape of a character begins, by its place in the code. */
export const shapeAt = (index: number): number =>
  (characterAt(index) - reachModules + quietModules) * perModule

export interface EanShapes {
  /** The thirty characters: 0 light, 1 dark. */
  readonly characters: readonly Float32Array[]
  /** The sum of squares of each character. */
  readonly energies: Float32Array
  /** Twice the product of a character with the next one's shape, at `character × 30 + next`. */
  readonly overlaps: Float32Array
  /** The three guards in a whole code. */
  readonly guards: Float32Array
}

/**
 * Integral of the Gaussian up to `x` deviations, by the logistic approximation of Bowling and others: within 0.0002.
 */
const below = (x: number): number => 1 / (1 + Math.exp(-(0.070_565_992 * x ** 3 + 1.597_601_5 * x)))

/** Darkness at `module` of bars that begin at module 0, smeared by `blur` modules. */
function darkness(bits: string, module: number, blur: number): number {
  let dark = 0
  for (let at = 0; at < bits.length; at++) {
    if (bits[at] === '1') dark += below((module - at) / blur) - below((module - at - 1) / blur)
  }
  return dark
}

/** The module that the middle of a sample lies at. */
const moduleOf = (sample: number): number => (sample + 0.5) / perModule

const shapeOf = (bits: string, blur: number): Float32Array =>
  Float32Array.from({ length: shapeSamples }, (_, at) => darkness(bits, moduleOf(at) - reachModules, blur))

function overlap(one: Float32Array, next: Float32Array): number {
  let sum = 0
  for (let at = characterModules * perModule; at < shapeSamples; at++) {
    sum += (one[at] ?? 0) * (next[at - characterModules * perModule] ?? 0)
  }
  return 2 * sum
}

/** The shapes through a lens that smears by `blur` modules. */
export function eanShapes(blur: number): EanShapes {
  const characters = characterBits.map((bits) => shapeOf(bits, blur))
  return {
    characters,
    energies: Float32Array.from(characters, (shape) => shape.reduce((sum, dark) => sum + dark * dark, 0)),
    overlaps: Float32Array.from(characters.flatMap((one) => characters.map((next) => overlap(one, next)))),
    guards: Float32Array.from({ length: codeSamples }, (_, at) =>
      guardBits.reduce(
        (dark, guard) => dark + darkness(guard.bits, moduleOf(at) - quietModules - guard.at, blur),
        0,
      ),
    ),
  }
}

/** A whole code drawn with these characters. */
export function drawCode({ guards, characters }: EanShapes, code: readonly number[]): Float32Array {
  const drawn = guards.slice()
  for (const [index, character] of code.entries()) {
    const shape = characters[character]
    const from = shapeAt(index)
    for (let at = 0; at < shapeSamples; at++) drawn[from + at] = (drawn[from + at] ?? 0) + (shape?.[at] ?? 0)
  }
  return drawn
}
