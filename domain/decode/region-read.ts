/**
 * Reads one region in the ways that may help, the cheapest first. Which of them a frame can afford is decided
 * elsewhere; the one that worked is told, because the next frame will look much the same.
 */

import type { Engine, Read } from './engine.ts'
import type { Luma } from './luma.ts'
import { matchStrip } from './match-strip.ts'
import { hasQuietZones } from './quiet-zone.ts'
import type { Region } from './region.ts'
import { sharpen } from './sharpen.ts'
import { cutStrip, inPicture, marginOf } from './strip.ts'

/** As it is; enlarged; enlarged and sharpened; by the shapes of whole characters, upright or turned over. */
export type Try = 'plain' | 'fine' | 'sharp' | 'sharper' | 'sharpest' | 'matched' | 'matchedTurned'

export const quickTries: readonly Try[] = ['plain', 'fine']

export const thoroughTries: Readonly<Record<'sharpened' | 'melted' | 'meltedTurned', readonly Try[]>> = {
  sharpened: ['sharp', 'sharper', 'sharpest'],
  melted: ['matched'],
  meltedTurned: ['matchedTurned'],
}

/** Shapes that fit are a guess until more frames agree; edges that were measured are a read. */
export const isGuessing = (how: Try): boolean => how === 'matched' || how === 'matchedTurned'

/** Radii are in pixels of the picture. */
const sharpeningByTry = {
  sharp: { amount: 1, radius: 1 },
  sharper: { amount: 2, radius: 1.5 },
  sharpest: { amount: 4, radius: 2.5 },
} as const

/** Enlarging a code this long gains nothing, and one half as long little. */
const longRegion = 520
const middlingRegion = 260

function fineScale({ length }: Region): number {
  if (length < middlingRegion) return 3
  return length < longRegion ? 2 : 1
}

/** Enough samples for the narrowest module that shapes can still tell. */
const matchScale = 2

export interface RegionRead {
  readonly read: Read
  readonly region: Region
  readonly worked: Try
  /** Whether the code has its quiet zones. */
  readonly isAlone: boolean
}

/** Strips of a region by their scale, cut when they are first needed. */
function strips(luma: Luma, region: Region) {
  const cut = new Map<number, Luma>()
  return (scale: number): Luma => {
    const strip = cut.get(scale) ?? cutStrip(luma, region, scale)
    cut.set(scale, strip)
    return strip
  }
}

/** What reads, and the number of the frame, by which ways that need several frames share themselves out. */
export interface Means {
  readonly engine: Engine
  readonly frame: number
}

interface Looked {
  readonly read: Read | undefined
  readonly strip: Luma
  readonly scale: number
}

function lookOnce(stripAt: (scale: number) => Luma, region: Region, means: Means, how: Try): Looked {
  const { engine, frame } = means
  const scale = how === 'plain' ? 1 : isGuessing(how) ? matchScale : fineScale(region)
  const strip = stripAt(scale)
  switch (how) {
    case 'plain':
    case 'fine':
      return { strip, scale, read: engine.read(strip, 'strip')[0] }
    case 'sharp':
    case 'sharper':
    case 'sharpest': {
      const { amount, radius } = sharpeningByTry[how]
      const sharpened = sharpen(strip, { amount, radius: Math.round(radius * scale) })
      return { strip, scale, read: engine.read(sharpened, 'strip')[0] }
    }
    case 'matched':
    case 'matchedTurned':
      return {
        strip,
        scale,
        read: matchStrip(strip, { length: region.length * scale, isTurned: how === 'matchedTurned', frame }),
      }
  }
}

/** The same region with its middle where the code's middle was: a hand moves on. */
function follow(region: Region, corners: Read['corners'], scale: number): Region {
  const middle = (corners[0].x + corners[1].x) / 2 / scale - (region.length / 2 + marginOf(region))
  return {
    ...region,
    x: region.x + middle * Math.cos(region.angle),
    y: region.y + middle * Math.sin(region.angle),
  }
}

/** The first read of a region by the tries in their order. */
export function readRegion(
  luma: Luma,
  region: Region,
  means: Means,
  hows: readonly Try[],
): RegionRead | undefined {
  const stripAt = strips(luma, region)
  for (const worked of hows) {
    const { read, strip, scale } = lookOnce(stripAt, region, means, worked)
    if (read === undefined) continue
    const [a, b, c, d] = read.corners
    const onPicture = (point: typeof a) => inPicture(point, region, scale)
    return {
      read: { ...read, corners: [onPicture(a), onPicture(b), onPicture(c), onPicture(d)] },
      region: follow(region, read.corners, scale),
      worked,
      isAlone: hasQuietZones(strip, a.x, b.x),
    }
  }
  return undefined
}
