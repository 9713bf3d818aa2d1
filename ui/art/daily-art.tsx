/** Drawings of everyday non-food: a spray bottle, a pump bottle with a brush, a feeding bottle. */

import type { ReactElement } from 'react'
import { type PictureProps, Tile } from './picture.tsx'
import {
  leaf,
  lilacTint,
  milk,
  milkShade,
  orange,
  pink,
  pinkDeep,
  plum,
  plumDeep,
  roseTint,
  sea,
  seaDeep,
  skyTint,
  slate,
  sun,
  sunDeep,
} from './tone.ts'

export function HouseholdArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={skyTint} footprint={20}>
      <path d="M37 19h22c7 0 11 3 12 9h-8v6H37z" fill={slate} />
      <path d="M37 19h-8c-2 0-3 1-3 3v5c0 2 1 3 3 3h8z" fill={orange} />
      <path d="M60 33c1 4 4 6 8 7" fill="none" stroke={orange} strokeWidth="4" strokeLinecap="round" />
      <path d="M42 33h14v9H42z" fill={milkShade} />
      <path
        d="M42 40h14c9 4 13 10 13 18v16c0 2.8-2.2 5-5 5H34c-2.8 0-5-2.2-5-5V58c0-8 4-14 13-18z"
        fill={sea}
      />
      <path d="M56 40c9 4 13 10 13 18v16c0 2.8-2.2 5-5 5h-9c5-12 5-28-3-39z" fill={seaDeep} />
      <path d="M48 50c4 5 7 8.5 7 13a7 7 0 0 1-14 0c0-4.5 3-8 7-13z" fill={milk} />
      <g fill={milk}>
        <circle cx="19" cy="20" r="2.3" />
        <circle cx="17" cy="27" r="2.3" />
        <circle cx="12.5" cy="23.5" r="1.8" />
        <circle cx="20" cy="33" r="1.8" />
      </g>
    </Tile>
  )
}

export function CareArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={lilacTint} footprint={26}>
      <path
        d="M38 33V21M38 21H26c-3 0-4.5 1.5-5 4.5"
        fill="none"
        stroke={plumDeep}
        strokeWidth="5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <rect x="30" y="29" width="16" height="8" rx="2.5" fill={plumDeep} />
      <path
        d="M28 36h20c4.4 0 8 3.6 8 8v30c0 2.8-2.2 5-5 5H25c-2.8 0-5-2.2-5-5V44c0-4.4 3.6-8 8-8z"
        fill={plum}
      />
      <path d="M44 36h4c4.4 0 8 3.6 8 8v30c0 2.8-2.2 5-5 5h-7z" fill={plumDeep} />
      <path d="M20 50h24v17H20z" fill={milk} opacity="0.92" />
      <path d="M44 50h12v17H44z" fill={milkShade} />
      <path d="M33 53.5c3.5 2 5 4.5 5 7-1.5 2.7-3 4-5 4s-3.5-1.3-5-4c0-2.5 1.5-5 5-7z" fill={leaf} />
      <path d="M71 20h-4c-2.2 0-4 1.8-4 4v13c0 2.2 1.8 4 4 4h4z" fill={milk} />
      <path d="M63 25.5h7M63 30.5h7M63 35.5h7" stroke={sea} strokeWidth="2.2" />
      <path
        d="M73 18c2.2 0 4 1.8 4 4v18c0 3-1.5 4-1.5 7v27c0 2.8-1.600 5-3.5 5s-3.5-2.2-3.5-5V22c0-2.2 2.300-4 4.5-4z"
        fill={pink}
      />
      <path
        d="M73 18c2.2 0 4 1.8 4 4v18c0 3-1.5 4-1.5 7v27c0 2.8-1.600 5-3.5 5 1-20 2-41 1-61z"
        fill={pinkDeep}
      />
    </Tile>
  )
}

export function BabyArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={roseTint} footprint={18}>
      <path d="M41 30c0-4 2.5-5 2.5-9a4.5 4.5 0 0 1 9 0c0 4 2.5 5 2.5 9z" fill={orange} />
      <rect x="31" y="29" width="34" height="10" rx="4" fill={sun} />
      <path d="M52 29h9c2.2 0 4 1.8 4 4v2c0 2.2-1.8 4-4 4h-9z" fill={sunDeep} />
      <path
        d="M33 39h30v9c3 4 4 6 4 10v14c0 3.9-3.1 7-7 7H36c-3.9 0-7-3.1-7-7V58c0-4 1-6 4-10z"
        fill={milk}
      />
      <path d="M29 57c7-3.5 12 3 19 0s12-3 19 0v15c0 3.9-3.1 7-7 7H36c-3.9 0-7-3.1-7-7z" fill={pink} />
      <path d="M52 55.8c5-1.3 10-1 15 1.2v15c0 3.9-3.1 7-7 7h-8c3-7 3-16 0-23.2z" fill={pinkDeep} />
      <path d="M56 39h7v9c3 4 4 6 4 10v-1c-3-1.3-6-2-9-2 .5-6-.2-12-2-16z" fill={milkShade} />
      <path
        d="M35 50h6M34 64h6M34 71h6"
        stroke={slate}
        strokeWidth="2.4"
        strokeLinecap="round"
        opacity="0.3"
      />
    </Tile>
  )
}
