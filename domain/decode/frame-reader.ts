/**
 * One camera frame from pixels to votes: where a code was, where bars are, and then one of the dear ways. What it
 * gives back has passed every check a single frame allows; it still has to be voted on.
 */

import { acceptable, isStrongLinear } from './accept.ts'
import type { Engine, Read } from './engine.ts'
import { locate } from './locate.ts'
import { isWhole, type Luma } from './luma.ts'
import type { Region } from './region.ts'
import {
  isGuessing,
  type Means,
  quickTries,
  type RegionRead,
  readRegion,
  type Try,
  thoroughTries,
} from './region-read.ts'
import {
  type LookPlan,
  planFrame,
  type ScheduleState,
  type Tracked,
  type Turn,
  thumbnailOf,
} from './schedule.ts'
import type { Sighting } from './vote.ts'

export interface FrameOutcome {
  readonly state: ScheduleState
  readonly sighting: Sighting | undefined
  /** The AIM identifier of what was sighted; empty where the engine gave none. */
  readonly aim: string
}

/** The thorough ways are for the likeliest place only. */
const thoroughRegionsMax = 1

interface Found {
  readonly read: Read
  readonly isAlone: boolean
  readonly isGuess: boolean
  readonly tracked: Tracked | undefined
  readonly lucky: Turn | undefined
}

const inRegion = ({ read, region, worked, isAlone }: RegionRead, lucky?: Turn): Found => ({
  read,
  isAlone,
  isGuess: isGuessing(worked),
  tracked: { region, how: worked },
  lucky,
})

function firstIn(luma: Luma, regions: readonly Region[], means: Means, hows: readonly Try[]) {
  for (const region of regions) {
    const found = readRegion(luma, region, means, hows)
    if (found) return found
  }
  return undefined
}

function byTurn(luma: Luma, regions: readonly Region[], means: Means, turn: Turn): Found | undefined {
  switch (turn) {
    case 'sharpened':
    case 'melted':
    case 'meltedTurned': {
      const found = firstIn(luma, regions.slice(0, thoroughRegionsMax), means, thoroughTries[turn])
      return found && inRegion(found, turn)
    }
    case 'matrix':
    case 'linear': {
      const [read] = means.engine.read(luma, turn)
      return read && { read, isAlone: false, isGuess: false, tracked: undefined, lucky: turn }
    }
  }
}

function look(luma: Luma, engine: Engine, { tracked, turn, frame }: LookPlan): Found | undefined {
  const means = { engine, frame }
  if (tracked) {
    const found = readRegion(luma, tracked.region, means, [tracked.how, ...quickTries])
    if (found) return inRegion(found)
  }
  const regions = locate(luma)
  const found = firstIn(luma, regions, means, quickTries)
  return found ? inRegion(found) : byTurn(luma, regions, means, turn)
}

/** `atMs` is monotonic. A picture whose pixels are not there counts as empty. */
export function readFrame(before: ScheduleState, luma: Luma, engine: Engine, atMs: number): FrameOutcome {
  if (!isWhole(luma)) return { state: before, sighting: undefined, aim: '' }
  const { plan, state } = planFrame(before, thumbnailOf(luma), atMs)
  const found = plan.kind === 'look' ? look(luma, engine, plan) : undefined
  if (found === undefined) {
    return {
      state: plan.kind === 'rest' ? state : { ...state, lucky: undefined },
      sighting: undefined,
      aim: '',
    }
  }
  const { read, isAlone, isGuess, tracked, lucky } = found
  const sighting = acceptable(read, { atMs, linearAtMs: state.linearAtMs, isAlone, isGuess })
  if (sighting === undefined) return { state: { ...state, lucky: undefined }, sighting, aim: '' }
  const linearAtMs = isStrongLinear(read) ? atMs : state.linearAtMs
  return { state: { ...state, tracked, lucky, readAtMs: atMs, linearAtMs }, sighting, aim: read.aim }
}
