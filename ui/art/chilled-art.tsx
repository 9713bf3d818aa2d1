/** Drawings of what is chilled, baked and frozen: a milk carton with cheese, toast, an ice lolly. */

import type { ReactElement } from 'react'
import { type PictureProps, Tile } from './picture.tsx'
import {
  cocoa,
  creamTint,
  milk,
  milkShade,
  pink,
  pinkDeep,
  sandTint,
  sea,
  seaDeep,
  skyTint,
  sun,
  sunDeep,
  tomato,
  wheat,
  wheatDeep,
} from './tone.ts'

export function DairyArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={creamTint} footprint={28}>
      <path d="M26 39l7-13h20l7 13v37c0 1.7-1.3 3-3 3H29c-1.7 0-3-1.3-3-3z" fill={milk} />
      <path d="M60 39l-7-13h-7l4 13v40h7c1.7 0 3-1.3 3-3z" fill={milkShade} />
      <rect x="32" y="18" width="22" height="9" rx="2.5" fill={seaDeep} />
      <path d="M26 56c8-5 15 4 24 0v23H29c-1.7 0-3-1.3-3-3z" fill={sea} />
      <path d="M50 56c4-2 7-2 10-1v21c0 1.7-1.3 3-3 3h-7z" fill={seaDeep} />
      <path d="M26 39h34" stroke={milkShade} strokeWidth="2" />
      <path d="M50 68l26-12c2.5 2.5 4 5 4 8z" fill={sun} />
      <path d="M48 64h32v12c0 1.7-1.3 3-3 3H51c-1.7 0-3-1.3-3-3z" fill={sunDeep} />
      <path d="M48 64l26-9c3.5 2.4 6 5.3 6 9z" fill={sun} />
      <circle cx="57" cy="72" r="3.2" fill={sun} />
      <circle cx="69" cy="70.5" r="2.4" fill={sun} />
    </Tile>
  )
}

export function BakeryArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={sandTint} footprint={27}>
      <path
        d="M34 41c0-11 9.5-18 22.5-18S80 30 80 41c0 4.5-2.3 7.8-5.5 9.5V73c0 3.3-2.7 6-6 6h-24c-3.3 0-6-2.7-6-6V50.5C35.6 48.8 34 45.5 34 41z"
        fill={cocoa}
      />
      <path
        d="M16 41c0-11 10-18 24-18s24 7 24 18c0 4.5-2.3 7.8-5.5 9.5V73c0 3.3-2.7 6-6 6h-25c-3.3 0-6-2.7-6-6V50.5C18.3 48.8 16 45.5 16 41z"
        fill={wheatDeep}
      />
      <path
        d="M21.5 41c0-7.5 7-13 18.5-13s18.5 5.5 18.5 13c0 3.3-2 5.5-5 6.5V71c0 1.7-1.3 3-3 3h-21c-1.7 0-3-1.3-3-3V47.5c-3-1-5-3.2-5-6.5z"
        fill={wheat}
      />
      <path
        d="M30 42c1-3.5 4-6 8.5-6.5"
        fill="none"
        stroke={milk}
        strokeWidth="3.4"
        strokeLinecap="round"
        opacity="0.75"
      />
      <path
        d="M46 54c0 4-3 7-6 10-3-3-6-6-6-10 0-3.8 4.5-4.8 6-1.6 1.5-3.2 6-2.2 6 1.6z"
        fill={wheatDeep}
        opacity="0.8"
      />
    </Tile>
  )
}

const crystal = 'M0-7V7M-6.06-3.5L6.06 3.5M6.06-3.5L-6.06 3.5'

export function FrozenArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={skyTint} footprint={9}>
      <rect x="43.5" y="58" width="9" height="22" rx="4.5" fill={wheatDeep} />
      <path d="M30 33c0-10 8-17 18-17s18 7 18 17v27c0 3.3-2.7 6-6 6H36c-3.3 0-6-2.7-6-6z" fill={pink} />
      <path d="M48 16c10 0 18 7 18 17v27c0 3.3-2.7 6-6 6h-7c4-14 5-35-5-50z" fill={pinkDeep} />
      <path
        d="M30 33c0-10 8-17 18-17s18 7 18 17v8c-3 4-7 4-9 0-2 5-7 5-9 0-2 6-7 6-9 0-2 4-6 4-9 0z"
        fill={tomato}
      />
      <path
        d="M37 32c.4-4 2.8-7 6.5-8"
        fill="none"
        stroke={milk}
        strokeWidth="3.4"
        strokeLinecap="round"
        opacity="0.65"
      />
      <g stroke={sea} strokeWidth="2.6" strokeLinecap="round" fill="none">
        <path d={crystal} transform="translate(19 30)" />
        <path d={crystal} transform="translate(78 58) scale(.85)" />
      </g>
      <g fill={milk}>
        <circle cx="20" cy="58" r="2.6" />
        <circle cx="77" cy="32" r="2.6" />
      </g>
    </Tile>
  )
}
