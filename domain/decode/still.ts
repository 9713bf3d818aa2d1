/**
 * A single picture read as the camera would read it held still: shown again and again, each time moved by a pixel as
 * a hand moves it, through the same votes. So a photograph is believed for the same reasons as a product.
 */

import type { Engine } from './engine.ts'
import { readFrame } from './frame-reader.ts'
import type { Luma } from './luma.ts'
import { firstFrame } from './schedule.ts'
import { countVote, noVotes, type Sighting } from './vote.ts'

/** Four rounds of the dear ways: a second before the camera. */
const framesMax = 32
const frameMs = 33

/** By how much each frame is moved, in pixels. */
const shifts = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [2, 1],
  [1, 2],
  [0, 2],
] as const

/** The picture without its first columns and rows. */
function shifted(luma: Luma, left: number, top: number): Luma {
  const width = luma.width - left
  const height = luma.height - top
  if (width <= 0 || height <= 0) return luma
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = (y + top) * luma.width + left
    data.set(luma.data.subarray(row, row + width), y * width)
  }
  return { width, height, data }
}

export interface StillRead extends Sighting {
  readonly aim: string
}

/** The code in a picture, once enough looks agree. */
export function readStill(luma: Luma, engine: Engine): StillRead | undefined {
  let state = firstFrame
  let votes = noVotes
  for (let frame = 0; frame < framesMax; frame++) {
    const [left, top] = shifts[frame % shifts.length] ?? [0, 0]
    const outcome = readFrame(state, shifted(luma, left, top), engine, frame * frameMs)
    state = outcome.state
    if (outcome.sighting === undefined) continue
    const vote = countVote(votes, outcome.sighting, engine.decoder)
    votes = vote.state
    if (vote.counts) return { ...outcome.sighting, aim: outcome.aim }
  }
  return undefined
}
