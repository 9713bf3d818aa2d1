/**
 * Finds where bars are: neighbouring blocks whose edges are strong, agree, and run the same way, enclosed by boxes
 * turned to stand across the bars. It says where to look, never what is there.
 */

import { joinInLine } from './join.ts'
import { type Luma, shrink } from './luma.ts'
import type { Region } from './region.ts'
import { blockSize, type EdgeBlocks, edgeBlocks } from './tensor.ts'

/** Tuned on photographs; neither is near a cliff. */
const coherenceMin = 0.55
const energyMin = 60

/** Bars of one code run one way; neighbours further apart than this belong to different things. */
const turnMax = 0.3

const blocksMin = 4

/** Less than this no linear code of a shop can be, in pixels of the whole picture. */
const lengthMin = 40
const heightMin = 6

/** The long side that pictures are shrunk to: bars of a held product survive it, and it bounds the work. */
const searchSize = 640

/** Products are held up one at a time; what else looks like bars is print. */
const regionsMax = 3

function angleBetween(a: number, b: number): number {
  const apart = Math.abs(a - b)
  return apart > Math.PI / 2 ? Math.PI - apart : apart
}

/** The blocks connected with `seed`, marking them in `taken`. */
function connected(blocks: EdgeBlocks, seed: number, taken: Uint8Array): readonly number[] {
  const { columns, rows, angle } = blocks
  const members = [seed]
  taken[seed] = 1
  for (let next = 0; next < members.length; next++) {
    const at = members[next] ?? 0
    const column = at % columns
    const row = (at - column) / columns
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        const other = y * columns + x
        if (taken[other] === 1 || angleBetween(angle[other] ?? 0, angle[at] ?? 0) >= turnMax) continue
        taken[other] = 1
        members.push(other)
      }
    }
  }
  return members
}

/** The direction most of the energy runs across. Angles are doubled to be averaged: bars have no front. */
function meanAngle({ angle, energy }: EdgeBlocks, members: readonly number[]): number {
  let sine = 0
  let cosine = 0
  for (const at of members) {
    sine += (energy[at] ?? 0) * Math.sin(2 * (angle[at] ?? 0))
    cosine += (energy[at] ?? 0) * Math.cos(2 * (angle[at] ?? 0))
  }
  return Math.atan2(sine, cosine) / 2
}

/** The smallest box at the blocks' own angle around them. `scale` leads back to the whole picture. */
function enclose(blocks: EdgeBlocks, members: readonly number[], scale: number): Region {
  const angle = meanAngle(blocks, members)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  let [uMin, uMax, vMin, vMax, energy] = [Infinity, -Infinity, Infinity, -Infinity, 0]
  for (const at of members) {
    const column = at % blocks.columns
    const x = (column + 0.5) * blockSize + 1
    const y = ((at - column) / blocks.columns + 0.5) * blockSize + 1
    const u = x * cos + y * sin
    const v = y * cos - x * sin
    uMin = Math.min(uMin, u)
    uMax = Math.max(uMax, u)
    vMin = Math.min(vMin, v)
    vMax = Math.max(vMax, v)
    energy += blocks.energy[at] ?? 0
  }
  const u = (uMin + uMax) / 2
  const v = (vMin + vMax) / 2
  return {
    x: (u * cos - v * sin) * scale,
    y: (u * sin + v * cos) * scale,
    angle,
    length: (uMax - uMin + blockSize) * scale,
    height: (vMax - vMin + blockSize) * scale,
    energy,
  }
}

/** Where bars may be, most energy first. */
export function locate(luma: Luma): readonly Region[] {
  const scale = Math.max(1, Math.round(Math.max(luma.width, luma.height) / searchSize))
  const blocks = edgeBlocks(shrink(luma, scale))
  const taken = Uint8Array.from(blocks.energy, (energy, at) =>
    energy > energyMin && (blocks.coherence[at] ?? 0) > coherenceMin ? 0 : 1,
  )
  const found: Region[] = []
  for (let seed = 0; seed < taken.length; seed++) {
    if (taken[seed] === 1) continue
    const members = connected(blocks, seed, taken)
    if (members.length >= blocksMin) found.push(enclose(blocks, members, scale))
  }
  const strongest = found
    .filter(({ length, height }) => length >= lengthMin && height >= heightMin)
    .sort((a, b) => b.energy - a.energy)
    .slice(0, regionsMax)
  return joinInLine(strongest)
}
