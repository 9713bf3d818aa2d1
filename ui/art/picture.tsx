/**
 * The frame that all drawings share: a picture is either named for a screen reader or hidden from it,
 * and a tile is a rounded tinted square with a soft shadow under what stands on it.
 */

import type { ReactElement, ReactNode } from 'react'
import { slate } from './tone.ts'

export interface PictureProps {
  /** What a screen reader says; without it the picture is decoration. */
  readonly title?: string | undefined
}

interface FrameProps extends PictureProps {
  readonly viewBox: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function Picture({ title, viewBox, className, children }: FrameProps): ReactElement {
  const shared = { viewBox, className, xmlns: 'http://www.w3.org/2000/svg', focusable: false } as const
  if (title === undefined) {
    return (
      <svg {...shared} aria-hidden="true">
        {children}
      </svg>
    )
  }
  return (
    <svg {...shared} role="img" aria-label={title}>
      {children}
    </svg>
  )
}

/** Drawings keep to a 64-unit square; this fills the tile as far as a list's small pictures want it. */
const enlarged = 'translate(-4.3 -4.6) scale(1.09)'

interface TileProps extends PictureProps {
  readonly tint: string
  /** Half the width of the shadow on the ground; 0 for what floats. */
  readonly footprint?: number | undefined
  readonly children: ReactNode
}

export function Tile({ title, tint, footprint = 24, children }: TileProps): ReactElement {
  return (
    <Picture title={title} viewBox="0 0 96 96">
      <rect width="96" height="96" rx="22" fill={tint} />
      <g transform={enlarged}>
        {footprint > 0 && <ellipse cx="48" cy="79" rx={footprint} ry="3.6" fill={slate} opacity="0.12" />}
        {children}
      </g>
    </Picture>
  )
}
