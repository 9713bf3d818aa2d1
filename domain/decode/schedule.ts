/**
 * What a frame is spent on. A camera gives one every 33 ms and looking everywhere for everything takes longer, so
 * the dear ways take turns, what worked last goes first, and a picture that stands still without a code is looked at
 * seldom. Pure: it decides from what earlier frames brought.
 */

import type { Luma } from './luma.ts'
import { shrink } from './luma.ts'
import type { Region } from './region.ts'
import type { Try } from './region-read.ts'

/**
 * The dear ways, of which a frame has one: the whole picture for matrix codes, for linear ones, or the likeliest
 * region sharpened, or by the shape of melted bars, upright or turned over.
 */
const turns = [
  'matrix',
  'linear',
  'sharpened',
  'melted',
  'matrix',
  'linear',
  'sharpened',
  'meltedTurned',
] as const

export type Turn = (typeof turns)[number]

/** A code that was read a moment ago, where and how. */
export interface Tracked {
  readonly region: Region
  readonly how: Try
}

export interface ScheduleState {
  readonly frame: number
  readonly tracked: Tracked | undefined
  /** The dear way that read something in the last frame: it is taken again. */
  readonly lucky: Turn | undefined
  readonly readAtMs: number
  readonly movedAtMs: number
  readonly linearAtMs: number
  readonly thumbnail: Luma | undefined
}

const never = Number.NEGATIVE_INFINITY

export const firstFrame: ScheduleState = {
  frame: 0,
  tracked: undefined,
  lucky: undefined,
  readAtMs: never,
  movedAtMs: never,
  linearAtMs: never,
  thumbnail: undefined,
}

/** Without motion and reads for this long the camera rests. */
const restAfterMs = 1_000

/** Of a resting camera's frames one in six is looked at: five a second. */
const restEvery = 6

/** Pixels of the thumbnail's long side, and the mean change of brightness that counts as motion. */
const thumbnailSize = 64
const motionMin = 3

/** Where a code was is looked at first for so long. */
const trackMs = 300

function meanChange(a: Luma, b: Luma): number {
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY
  let sum = 0
  for (let at = 0; at < a.data.length; at++) sum += Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0))
  return sum / Math.max(1, a.data.length)
}

export const thumbnailOf = (luma: Luma): Luma =>
  shrink(luma, Math.max(1, Math.floor(Math.max(luma.width, luma.height) / thumbnailSize)))

export interface LookPlan {
  readonly kind: 'look'
  readonly tracked: Tracked | undefined
  readonly turn: Turn
  /** Counts the frames that were looked at. */
  readonly frame: number
}

export type Plan = { readonly kind: 'rest' } | LookPlan

/** The plan for a frame, and the state with its motion noted. */
export function planFrame(
  state: ScheduleState,
  thumbnail: Luma,
  atMs: number,
): { readonly plan: Plan; readonly state: ScheduleState } {
  const hasMoved = state.thumbnail === undefined || meanChange(state.thumbnail, thumbnail) >= motionMin
  const movedAtMs = hasMoved ? atMs : state.movedAtMs
  // What a resting camera compares with stays, so that a slow change adds up to motion.
  const next = {
    ...state,
    frame: state.frame + 1,
    movedAtMs,
    thumbnail: hasMoved ? thumbnail : state.thumbnail,
  }
  const isQuiet = atMs - Math.max(movedAtMs, state.readAtMs) > restAfterMs
  if (isQuiet && state.frame % restEvery !== 0) return { plan: { kind: 'rest' }, state: next }
  const tracked = atMs - state.readAtMs <= trackMs ? state.tracked : undefined
  const looked = isQuiet ? state.frame / restEvery : state.frame
  const turn = state.lucky ?? turns[looked % turns.length] ?? 'matrix'
  return { plan: { kind: 'look', tracked, turn, frame: looked }, state: next }
}
