/**
 * The digits whose blurred bars, all together, come nearest to what is seen (maximum-likelihood sequence estimation
 * with the Viterbi algorithm, as modems undo a smearing line). Choices are weighed with their neighbours, by the
 * parities that an EAN-13 may have, and where asked by its check digit, so that no digit is ever decided alone.
 */

import { halfCharacters, parities, setAt } from './ean-bits.ts'
import { codeSamples, type EanShapes, shapeAt, shapeSamples } from './ean-shapes.ts'

const digits = 10
const characterKinds = 30
const charactersInAll = 2 * halfCharacters

/** What each of the thirty characters costs at each of the twelve places, before its neighbours are weighed. */
export type Costs = Float64Array

/** The squared distance of `seen` (darkness without the guards) from each character's shape, less that from light. */
export function characterCosts({ characters, energies }: EanShapes, seen: Float32Array): Costs {
  const costs = new Float64Array(charactersInAll * characterKinds).fill(Number.POSITIVE_INFINITY)
  for (let index = 0; index < charactersInAll; index++) {
    const from = shapeAt(index)
    const isLeft = index < halfCharacters
    for (let kind = isLeft ? setAt.A : setAt.C; kind < (isLeft ? setAt.C : characterKinds); kind++) {
      const shape = characters[kind]
      let product = 0
      for (let at = 0; at < shapeSamples; at++) product += (shape?.[at] ?? 0) * (seen[from + at] ?? 0)
      costs[index * characterKinds + kind] = (energies[kind] ?? 0) - 2 * product
    }
  }
  return costs
}

interface Way {
  readonly cost: number
  /** Characters by their kind. */
  readonly code: readonly number[]
}

/** GS1 General Specifications §7.9.1: the second digit, which the first character is, counts three times. */
const weightAt = (index: number): number => (index % 2 === 0 ? 3 : 1)

/** Six characters from a place on, and of which kinds each may be. */
interface Half {
  readonly from: number
  readonly kinds: ReadonlyArray<readonly number[]>
}

const never = Number.POSITIVE_INFINITY

/** One character further: from each state the cheapest way to each kind and remainder. */
function stepped(sums: Float64Array, costs: Costs, overlaps: Float32Array, step: Step): Stepped {
  const { before, after, place, modulus } = step
  const next = new Float64Array(after.length * modulus).fill(never)
  const back = new Int16Array(next.length)
  for (let to = 0; to < after.length; to++) {
    const kind = after[to] ?? 0
    const more = (weightAt(place) * kind) % modulus
    const own = costs[place * characterKinds + kind] ?? never
    for (let from = 0; from < before.length; from++) {
      const cost = own + (overlaps[(before[from] ?? 0) * characterKinds + kind] ?? 0)
      for (let rest = 0; rest < modulus; rest++) {
        const state = from * modulus + rest
        const sum = (sums[state] ?? never) + cost
        const reached = to * modulus + ((rest + more) % modulus)
        if (sum >= (next[reached] ?? never)) continue
        next[reached] = sum
        back[reached] = state
      }
    }
  }
  return { next, back }
}

interface Step {
  readonly before: readonly number[]
  readonly after: readonly number[]
  readonly place: number
  readonly modulus: number
}

interface Stepped {
  readonly next: Float64Array
  readonly back: Int16Array
}

/**
 * The cheapest ways through one half, by the remainder of their weighed digits. `modulus` is 10 to tell the remainders
 * apart and 1 to leave them out of account, which costs a tenth.
 */
function waysThrough(costs: Costs, overlaps: Float32Array, { from, kinds }: Half, modulus: number): Way[] {
  const [first = [], ...others] = kinds
  let sums: Float64Array = new Float64Array(first.length * modulus).fill(never)
  for (const [state, kind] of first.entries()) {
    sums[state * modulus + ((weightAt(from) * kind) % modulus)] = costs[from * characterKinds + kind] ?? never
  }
  const backs: Int16Array[] = []
  let before = first
  for (const [index, after] of others.entries()) {
    const place = from + index + 1
    const { next, back } = stepped(sums, costs, overlaps, { before, after, place, modulus })
    backs.push(back)
    sums = next
    before = after
  }
  return Array.from({ length: modulus }, (_, rest) => wayTo(sums, backs, kinds, rest, modulus))
}

/** The cheapest way that ends with a remainder, walked back to its beginning. */
function wayTo(
  sums: Float64Array,
  backs: readonly Int16Array[],
  kinds: Half['kinds'],
  rest: number,
  modulus: number,
): Way {
  let state = rest
  for (let other = rest; other < sums.length; other += modulus) {
    if ((sums[other] ?? never) < (sums[state] ?? never)) state = other
  }
  const cost = sums[state] ?? never
  const code: number[] = []
  for (let index = kinds.length - 1; index >= 0; index--) {
    code.unshift(kinds[index]?.[Math.floor(state / modulus)] ?? 0)
    state = backs[index - 1]?.[state] ?? 0
  }
  return { cost, code }
}

const kindsOf = (set: number): readonly number[] => Array.from({ length: digits }, (_, digit) => set + digit)
const rightHalf: Half = {
  from: halfCharacters,
  kinds: Array.from({ length: halfCharacters }, () => kindsOf(setAt.C)),
}
const leftHalves: readonly Half[] = parities.map((sets) => ({ from: 0, kinds: sets.map(kindsOf) }))
const anyLeftHalf: Half = {
  from: 0,
  kinds: Array.from({ length: halfCharacters }, () => [...kindsOf(setAt.A), ...kindsOf(setAt.B)]),
}

/** The cheapest characters, whatever their parities and check digit: enough to tell whether a code lies here at all. */
export function cheapestCharacters(costs: Costs, { overlaps }: EanShapes): readonly number[] {
  const [left] = waysThrough(costs, overlaps, anyLeftHalf, 1)
  const [right] = waysThrough(costs, overlaps, rightHalf, 1)
  return [...(left?.code ?? []), ...(right?.code ?? [])]
}

/** The cheapest ways through the left halves of each parity and through the right one, by their remainders. */
interface Halves {
  readonly lefts: ReadonlyArray<readonly Way[]>
  readonly rights: readonly Way[]
}

const halvesOf = (costs: Costs, { overlaps }: EanShapes): Halves => ({
  lefts: leftHalves.map((half) => waysThrough(costs, overlaps, half, digits)),
  rights: waysThrough(costs, overlaps, rightHalf, digits),
})

/** The cheapest pair of halves whose check digit is right. */
function cheapestOf({ lefts, rights }: Halves): Way {
  let best: Way = { cost: never, code: [] }
  for (const [first, ways] of lefts.entries()) {
    for (const [rest, left] of ways.entries()) {
      const right = rights[(2 * digits - first - rest) % digits]
      const cost = left.cost + (right?.cost ?? never)
      if (cost < best.cost) best = { cost, code: [...left.code, ...(right?.code ?? [])] }
    }
  }
  return best
}

/** The ways of the halves that could hold a character at a place, found anew without it. */
function halvesWithout(
  { lefts, rights }: Halves,
  costs: Costs,
  shapes: EanShapes,
  index: number,
  kind: number,
) {
  const without = costs.slice()
  without[index * characterKinds + kind] = never
  const anew = (half: Half, ways: readonly Way[]): readonly Way[] =>
    half.kinds[index - half.from]?.includes(kind) ? waysThrough(without, shapes.overlaps, half, digits) : ways
  return {
    lefts: lefts.map((ways, parity) => anew(leftHalves[parity] ?? rightHalf, ways)),
    rights: anew(rightHalf, rights),
  }
}

export interface Contest {
  readonly best: Way
  /**
   * The cost of the cheapest other code: it differs from the best in some character, so it is the best without that.
   */
  readonly runnerUpCost: number
}

/** The cheapest of all codes whose check digit is right, and what the next one costs. */
export function contest(costs: Costs, shapes: EanShapes): Contest {
  const halves = halvesOf(costs, shapes)
  const best = cheapestOf(halves)
  const others = best.code.map(
    (kind, index) => cheapestOf(halvesWithout(halves, costs, shapes, index, kind)).cost,
  )
  return { best, runnerUpCost: Math.min(...others) }
}

/** The thirteen digits of a code. */
export function digitsOf(code: readonly number[]): string {
  const sets = code.slice(0, halfCharacters).map((kind) => (kind < setAt.B ? setAt.A : setAt.B))
  const first = parities.findIndex((parity) => parity.every((set, index) => set === sets[index]))
  return [first, ...code.map((kind) => kind % digits)].join('')
}

/** The squares of what is seen: a code's cost plus these is its distance from what is seen. */
export function energyOf(seen: Float32Array): number {
  let sum = 0
  for (let at = 0; at < codeSamples; at++) sum += (seen[at] ?? 0) ** 2
  return sum
}
