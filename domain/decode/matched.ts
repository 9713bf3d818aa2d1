/**
 * Reads EAN-13 and UPC-A where bars have melted into each other and no edge is left to measure: of all codes there
 * are, at every place and through every lens that may be, the one whose smeared bars look most like what is seen.
 * It tells how far the next best code is behind; who asks must demand a lead.
 */

import { eanModules } from './ean-bits.ts'
import { judge, lenses, type Placed, type Placing, place } from './ean-placing.ts'
import { quietEnds } from './quiet-ends.ts'

export interface Matched {
  /** Thirteen digits with a right check digit; a UPC-A begins with 0. */
  readonly text: string
  readonly misfit: number
  readonly lead: number
  /** How badly its worst character fits; see `Judged`. */
  readonly worst: number
  readonly placing: Placing
}

/** The lenses that places are tried with at first: one nearly sharp, one far from it. */
const firstLenses = [1, 3] as const

/** Places that are worth moving about. */
const refinedMax = 2

interface Move {
  readonly modules: number
  readonly bend: number
}

/** How far ends are moved, in modules, and the bends with them; ever smaller. */
const moves: readonly Move[] = [
  { modules: 1, bend: 0.006 },
  { modules: 0.5, bend: 0.003 },
  { modules: 0.25, bend: 0.0015 },
]

/** A band beside one that was read lies nearly the same. */
const nearMoves = moves.slice(1)
const roundsEach = 4

/** Bows that are tried at first where ends look right. */
const firstBows = [-0.016, -0.008, 0.008, 0.016] as const
const bowedMax = 4

/** Misfits beyond which a place is hopeless: before it was moved, and after it was moved in the largest steps. */
const hopeless = 0.45
const hopelessStill = 0.25

/** A misfit at which no other place needs to be tried. */
const convincing = 0.06

function neighbours(at: Placing, modules: number, bend: number): readonly Placing[] {
  const { start, end, bow, sway, lens } = at
  const step = ((end - start) / eanModules) * modules
  return [
    { ...at, start: start + step },
    { ...at, start: start - step },
    { ...at, end: end + step },
    { ...at, end: end - step },
    { ...at, bow: bow + bend },
    { ...at, bow: bow - bend },
    { ...at, sway: sway + bend },
    { ...at, sway: sway - bend },
    ...(lens > 0 ? [{ ...at, lens: lens - 1 }] : []),
    ...(lens < lenses.length - 1 ? [{ ...at, lens: lens + 1 }] : []),
  ]
}

/** How long a code may be, in samples of its profile. */
export interface Lengths {
  readonly min: number
  readonly max: number
}

/** Moves a place downhill until nothing near it fits better. */
function refined(profile: Float32Array, first: Placed, by: readonly Move[]): Placed {
  let best = first
  for (const { modules, bend } of by) {
    for (let round = 0; round < roundsEach; round++) {
      const before = best
      for (const placing of neighbours(best, modules, bend)) {
        const placed = place(profile, placing, best.light)
        if (placed && placed.misfit < best.misfit) best = placed
      }
      if (best === before) break
    }
    if (best.misfit > hopelessStill) return best
  }
  return best
}

const byMisfit = (one: Placed, other: Placed): number => one.misfit - other.misfit

const placedAt = (profile: Float32Array, placings: readonly Placing[]): readonly Placed[] =>
  placings
    .map((placing) => place(profile, placing))
    .filter((placed) => placed !== undefined)
    .sort(byMisfit)

function firstPlaces(profile: Float32Array, { min, max }: Lengths): readonly Placed[] {
  const { starts, stops } = quietEnds(profile, max / eanModules / 1.3)
  const pairs = starts.flatMap((start) => stops.map((end) => ({ start, end })))
  const ends = pairs.filter(({ start, end }) => end - start >= min && end - start <= max)
  const straight = ends.flatMap((each) => firstLenses.map((lens) => ({ ...each, bow: 0, sway: 0, lens })))
  const first = placedAt(profile, straight).slice(0, bowedMax)
  const bowed = placedAt(
    profile,
    first.flatMap((each) => firstBows.map((bow) => ({ ...each, bow }))),
  )
  return [...first, ...bowed]
    .sort(byMisfit)
    .filter(({ misfit }) => misfit < hopeless)
    .slice(0, refinedMax)
}

const placingOf = ({ start, end, bow, sway, lens }: Placed): Placing => ({ start, end, bow, sway, lens })

const matchedAt = (profile: Float32Array, placed: Placed): Matched => ({
  ...judge(profile, placed),
  misfit: placed.misfit,
  placing: placingOf(placed),
})

/** The best code in a profile, read from left to right. */
export function matchEan(profile: Float32Array, lengths: Lengths): Matched | undefined {
  let best: Placed | undefined
  for (const first of firstPlaces(profile, lengths)) {
    const placed = refined(profile, first, moves)
    if (best === undefined || placed.misfit < best.misfit) best = placed
    if (best.misfit < convincing) break
  }
  return best && matchedAt(profile, best)
}

/** The code of a profile beside one whose placing is known. */
export function matchNear(profile: Float32Array, placing: Placing): Matched | undefined {
  const first = place(profile, placing)
  return first && matchedAt(profile, refined(profile, first, nearMoves))
}
