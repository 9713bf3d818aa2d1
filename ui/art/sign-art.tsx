/** Large pictures of what is going on: paid, and out of service. They never carry the meaning alone. */

import type { ReactElement } from 'react'
import { Picture, type PictureProps, Tile } from './picture.tsx'
import { creamTint, milk, orange, orangeDeep, steel, steelDeep } from './tone.ts'

/** The big tick of a paid sale, in the theme's positive colour. */
export function TickArt({ title }: PictureProps): ReactElement {
  return (
    <Picture title={title} viewBox="0 0 96 96" className="art-tick">
      <circle cx="48" cy="48" r="44" fill="var(--positive-soft, #def4e8)" />
      <circle cx="48" cy="48" r="34" fill="var(--positive, #075c39)" />
      <path
        className="art-tick-stroke"
        d="M33 49l10.5 10.5L64 38"
        pathLength="1"
        fill="none"
        stroke="var(--on-positive, #ffffff)"
        strokeWidth="7.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </Picture>
  )
}

/** A wrench: this lane is being mended. */
export function WrenchArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={creamTint} footprint={0}>
      <g transform="rotate(45 48 48)">
        <path
          d="M41 12v15c0 3 14 3 14 0V12c8 3 12 9 12 16 0 8-5 13-11 16v34c0 5-3.5 8-8 8s-8-3-8-8V44c-6-3-11-8-11-16 0-7 4-13 12-16z"
          fill={steel}
        />
        <path
          d="M55 27V12c8 3 12 9 12 16 0 8-5 13-11 16v34c0 5-3.5 8-8 8V29.3c4 0 7-.8 7-2.3z"
          fill={steelDeep}
        />
        <circle cx="48" cy="77" r="3.6" fill={milk} />
      </g>
      <circle cx="25" cy="28" r="4" fill={orange} />
      <circle cx="72" cy="66" r="5.5" fill={orange} />
      <circle cx="72" cy="66" r="2.2" fill={orangeDeep} />
    </Tile>
  )
}
