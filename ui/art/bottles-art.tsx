/** Drawings of drinks, alcohol and tobacco: a glass of juice, a mug of beer, a plain packet. */

import type { ReactElement } from 'react'
import { type PictureProps, Tile } from './picture.tsx'
import {
  creamTint,
  leaf,
  leafDeep,
  milk,
  milkShade,
  mintTint,
  orange,
  orangeDeep,
  slate,
  slateDeep,
  steel,
  steelDeep,
  stoneTint,
  sun,
  sunDeep,
  tomato,
  wheat,
} from './tone.ts'

export function DrinksArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={mintTint} footprint={19}>
      <path
        d="M52 42l7-25 8-3"
        fill="none"
        stroke={tomato}
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M27 32h42l-4.5 43c-.2 2.3-2 4-4.3 4H35.8c-2.3 0-4.1-1.7-4.3-4z" fill={milk} />
      <path
        d="M28.3 43c7-4 13 3.5 20 0s12-3 19.4 0L64.5 75c-.2 2.3-2 4-4.3 4H35.8c-2.3 0-4.1-1.7-4.3-4z"
        fill={orange}
      />
      <path
        d="M54 41.2c4.5-.8 9-.2 13.7 1.8L64.5 75c-.2 2.3-2 4-4.3 4h-9C55 68 56 54 54 41.2z"
        fill={orangeDeep}
      />
      <circle cx="29" cy="31" r="13" fill={orangeDeep} />
      <circle cx="29" cy="31" r="10.5" fill={sun} />
      <path
        d="M29 22.5v17M21.6 26.8l14.8 8.5M36.4 26.8l-14.8 8.5"
        stroke={milk}
        strokeWidth="2.2"
        strokeLinecap="round"
      />
      <rect
        x="39"
        y="52"
        width="10"
        height="10"
        rx="2.5"
        fill={milk}
        opacity="0.5"
        transform="rotate(14 44 57)"
      />
      <rect
        x="46"
        y="64"
        width="9"
        height="9"
        rx="2.3"
        fill={milk}
        opacity="0.4"
        transform="rotate(-10 50 68)"
      />
      <path d="M67 14l4-1" stroke={tomato} strokeWidth="4" strokeLinecap="round" />
    </Tile>
  )
}

export function AlcoholArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={creamTint} footprint={26}>
      <path
        d="M56 18h10v13c0 5 7 8 7 16v27c0 2.8-2.2 5-5 5H54c-2.8 0-5-2.2-5-5V47c0-8 7-11 7-16z"
        fill={leaf}
      />
      <path d="M61 18h5v13c0 5 7 8 7 16v27c0 2.8-2.2 5-5 5h-7z" fill={leafDeep} />
      <rect x="54.5" y="14" width="13" height="6.5" rx="2.2" fill={sunDeep} />
      <rect x="49" y="50" width="24" height="15" fill={wheat} />
      <path
        d="M24 46h-4c-4.4 0-7 2.6-7 7v8c0 4.4 2.6 7 7 7h4"
        fill="none"
        stroke={milkShade}
        strokeWidth="5"
      />
      <path d="M22 40h34v34c0 2.8-2.2 5-5 5H27c-2.8 0-5-2.2-5-5z" fill={sun} />
      <path d="M47 40h9v34c0 2.8-2.2 5-5 5h-4z" fill={sunDeep} />
      <path d="M31 52v17M39.5 52v17" stroke={milk} strokeWidth="3.6" strokeLinecap="round" opacity="0.6" />
      <path
        d="M20 42c-3-4 0-9.5 5-9 1-5.5 8-7.5 12-4 4-3.5 10-2 11.5 2.5 6-2 11 3.5 8.5 9-1 3-4 4-6.5 3-1 4.5-7 4.5-8 0H26c-2 1.5-4.8.6-6-1.5z"
        fill={milk}
      />
    </Tile>
  )
}

export function TobaccoArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={stoneTint} footprint={21}>
      <g>
        <rect x="37" y="17" width="7.5" height="26" rx="1.5" fill={milk} />
        <rect x="46" y="13" width="7.5" height="30" rx="1.5" fill={milk} />
        <rect x="55" y="20" width="7.5" height="23" rx="1.5" fill={milkShade} />
        <path
          d="M37 18.5c0-.8.7-1.5 1.5-1.5H43c.8 0 1.5.7 1.5 1.5V26H37zM46 14.5c0-.8.7-1.5 1.5-1.5H52c.8 0 1.5.7 1.5 1.5V23H46zM55 21.5c0-.8.7-1.5 1.5-1.5H61c.8 0 1.5.7 1.5 1.5V29H55z"
          fill={wheat}
        />
      </g>
      <path d="M28 34h40v40c0 2.8-2.2 5-5 5H33c-2.8 0-5-2.2-5-5z" fill={steel} />
      <path d="M58 34h10v40c0 2.8-2.2 5-5 5h-5z" fill={steelDeep} />
      <path d="M28 34h40v8c-12 6-28 6-40 0z" fill={slate} />
      <path d="M58 34h10v8c-3 1.5-6.5 2.6-10 3.3z" fill={slateDeep} />
      <path d="M28 59h40v11H28z" fill={milk} opacity="0.9" />
      <path d="M35 64.5h26" stroke={slate} strokeWidth="3" strokeLinecap="round" opacity="0.55" />
    </Tile>
  )
}
