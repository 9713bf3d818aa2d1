/**
 * Puts together what a wide space tore apart: GS1 DataBar has spaces with no edge for nine modules, which look like
 * the end of a code. The whole is tried before its parts; two codes side by side are read by their parts.
 */

import type { Region } from './region.ts'

const turnMax = 0.15

/** How far the middles may be off the common line, as a share of the lower height. */
const asideMax = 0.4

/** How wide the space between may be, as a share of the longer part. */
const gapMax = 0.35

function join(a: Region, b: Region): Region | undefined {
  const [cos, sin] = [Math.cos(a.angle), Math.sin(a.angle)]
  const along = (b.x - a.x) * cos + (b.y - a.y) * sin
  const aside = (b.y - a.y) * cos - (b.x - a.x) * sin
  const gap = Math.abs(along) - (a.length + b.length) / 2
  if (Math.abs(a.angle - b.angle) > turnMax || gap > gapMax * Math.max(a.length, b.length)) return undefined
  if (Math.abs(aside) > asideMax * Math.min(a.height, b.height)) return undefined
  const from = Math.min(-a.length / 2, along - b.length / 2)
  const to = Math.max(a.length / 2, along + b.length / 2)
  const middle = (from + to) / 2
  return {
    x: a.x + middle * cos - (aside / 2) * sin,
    y: a.y + middle * sin + (aside / 2) * cos,
    angle: a.angle,
    length: to - from,
    height: Math.min(a.height, b.height),
    energy: a.energy + b.energy,
  }
}

/** The regions, and before them the first pair that lies in one line. */
export function joinInLine(regions: readonly Region[]): readonly Region[] {
  for (const [index, region] of regions.entries()) {
    for (const other of regions.slice(index + 1)) {
      const joined = join(region, other)
      if (joined) return [joined, ...regions]
    }
  }
  return regions
}
