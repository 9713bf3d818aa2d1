/**
 * Large pictures of what is going on: done, someone comes, out of service, your shopping. They never carry the meaning
 * alone.
 */

import type { ReactElement } from 'react'
import { Picture, type PictureProps, Tile } from './picture.tsx'
import {
  creamTint,
  leaf,
  leafDeep,
  milk,
  milkShade,
  orange,
  orangeDeep,
  sandTint,
  sea,
  seaDeep,
  skin,
  skinDeep,
  skyTint,
  slate,
  slateDeep,
  steel,
  steelDeep,
  sun,
  tomato,
  wheat,
  wheatDeep,
} from './tone.ts'

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

/** A member of staff with a headset: someone is on the way. */
export function HelpArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={skyTint} footprint={0}>
      <path d="M20 92c0-16 10-25 28-25s28 9 28 25z" fill={seaDeep} />
      <path d="M34 69c4-1.5 9-2 14-2s10 .5 14 2l-3 23H37z" fill={leaf} />
      <path d="M48 67c5 0 10 .5 14 2l-3 23H48z" fill={leafDeep} />
      <path d="M40 56h16v10c0 5-3.5 8-8 8s-8-3-8-8z" fill={skinDeep} />
      <path d="M31 40c0-11 7-18 17-18s17 7 17 18c0 12-7 21-17 21s-17-9-17-21z" fill={skin} />
      <path
        d="M29 42c-3-16 6-26 19-26s22 10 19 26c-3-2-4-6-5-10-8 1-17-1-22-5-2 6-5 11-11 15z"
        fill={slate}
      />
      <path
        d="M28 42c0-13 8-22 20-22s20 9 20 22"
        fill="none"
        stroke={sun}
        strokeWidth="4"
        strokeLinecap="round"
      />
      <rect x="24" y="39" width="8" height="13" rx="4" fill={slateDeep} />
      <rect x="64" y="39" width="8" height="13" rx="4" fill={slateDeep} />
      <path d="M68 51c0 5-4 8-10 8" fill="none" stroke={slateDeep} strokeWidth="3" strokeLinecap="round" />
      <circle cx="41" cy="43" r="2.3" fill={slateDeep} />
      <circle cx="55" cy="43" r="2.3" fill={slateDeep} />
      <path
        d="M42 51c3 3.5 9 3.5 12 0"
        fill="none"
        stroke={slateDeep}
        strokeWidth="2.6"
        strokeLinecap="round"
      />
    </Tile>
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

/** A shopping bag with something good in it. */
export function BagArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={sandTint} footprint={26}>
      <g transform="rotate(12 62 30)">
        <rect x="56" y="12" width="13" height="40" rx="6.5" fill={wheatDeep} />
        <path d="M58 22l9 4M58 31l9 4" stroke={wheat} strokeWidth="3" strokeLinecap="round" />
      </g>
      <path d="M28 40c-6-8-4-17 3-22 1 4 3 6 6 8 1-4 4-7 8-8 0 8 0 15-4 22z" fill={leaf} />
      <path d="M37 26c1-4 4-7 8-8 0 8 0 15-4 22h-6c3-5 3-9 2-14z" fill={leafDeep} />
      <circle cx="47" cy="36" r="9" fill={tomato} />
      <path d="M22 38h52l3.5 36c.3 2.8-1.8 5-4.5 5H23c-2.7 0-4.8-2.2-4.5-5z" fill={sea} />
      <path d="M61 38h13l3.5 36c.3 2.8-1.8 5-4.5 5H62z" fill={seaDeep} />
      <path
        d="M36 46v3c0 7 4 12 10.5 12S57 56 57 49v-3"
        fill="none"
        stroke={milk}
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="36" cy="45" r="2.6" fill={milkShade} />
      <circle cx="57" cy="45" r="2.6" fill={milkShade} />
    </Tile>
  )
}
