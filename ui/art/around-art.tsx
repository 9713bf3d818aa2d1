/** Drawings of what surrounds a household: a cat, a pencil on a notebook, a pot on the table. */

import type { ReactElement } from 'react'
import { type PictureProps, Tile } from './picture.tsx'
import {
  cocoa,
  creamTint,
  leaf,
  leafDeep,
  milk,
  milkShade,
  mintTint,
  orange,
  orangeDeep,
  pink,
  sandTint,
  sea,
  seaDeep,
  slate,
  steel,
  sun,
  sunDeep,
  tomato,
  tomatoDeep,
  wheat,
} from './tone.ts'

export function PetArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={creamTint} footprint={24}>
      <path
        d="M21 22c6 1 13 5 17 11h20c4-6 11-10 17-11 3 9 3 18 0 26 1 3 1.5 6 1.5 9C76.5 70 64 79 48 79s-28.5-9-28.5-22c0-3 .5-6 1.5-9-3-8-3-17 0-26z"
        fill={orange}
      />
      <path
        d="M58 33c4-6 11-10 17-11 3 9 3 18 0 26 1 3 1.5 6 1.5 9C76.5 70 64 79 48 79c14-8 20-28 10-46z"
        fill={orangeDeep}
      />
      <path
        d="M26 30c3 1 6 3 8 6-3 1.5-5.5 3.5-7.5 6-1-4-1.2-8-.5-12zM70 30c-3 1-6 3-8 6 3 1.5 5.5 3.5 7.5 6 1-4 1.2-8 .5-12z"
        fill={pink}
      />
      <path
        d="M48 57c8 0 13 4.5 13 10.5C58 72.5 53.5 75 48 75s-10-2.5-13-7.5C35 61.5 40 57 48 57z"
        fill={milk}
      />
      <circle cx="36" cy="52" r="4" fill={slate} />
      <circle cx="60" cy="52" r="4" fill={slate} />
      <circle cx="37.3" cy="50.6" r="1.3" fill={milk} />
      <circle cx="61.3" cy="50.6" r="1.3" fill={milk} />
      <path
        d="M44.5 59.5h7c1 0 1.3 1 .7 1.7l-3 3.2c-.7.7-1.7.7-2.4 0l-3-3.2c-.6-.7-.3-1.7.7-1.7z"
        fill={tomato}
      />
      <path
        d="M48 64.5v2.5M48 67c-1.5 2-4 2.5-6 1.5M48 67c1.5 2 4 2.5 6 1.5"
        fill="none"
        stroke={slate}
        strokeWidth="2.2"
        strokeLinecap="round"
      />
      <path
        d="M43 34.5v6M48 34v8M53 34.5v6"
        stroke={cocoa}
        strokeWidth="3"
        strokeLinecap="round"
        opacity="0.6"
      />
    </Tile>
  )
}

export function StationeryArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={mintTint} footprint={26}>
      <path
        d="M22 23c0-2.8 2.2-5 5-5h34c2.8 0 5 2.2 5 5v51c0 2.8-2.2 5-5 5H27c-2.8 0-5-2.2-5-5z"
        fill={leafDeep}
      />
      <path d="M30 18h31c2.8 0 5 2.2 5 5v51c0 2.8-2.2 5-5 5H30z" fill={leaf} />
      <rect x="36" y="27" width="23" height="15" rx="3" fill={milk} />
      <path d="M41 32.5h13M41 37h8" stroke={steel} strokeWidth="2.4" strokeLinecap="round" />
      <path d="M18 29h8M18 41h8M18 53h8M18 65h8" stroke={steel} strokeWidth="3.6" strokeLinecap="round" />
      <g transform="rotate(38 66 54)">
        <path d="M60.5 31c0-2.8 2-4.5 5.5-4.5s5.5 1.7 5.5 4.5v4h-11z" fill={tomato} />
        <rect x="60.5" y="34" width="11" height="4.5" fill={milkShade} />
        <rect x="60.5" y="38.5" width="11" height="30" fill={sun} />
        <rect x="66" y="38.5" width="5.5" height="30" fill={sunDeep} />
        <path d="M60.5 68.5h11L66 82z" fill={wheat} />
        <path d="M63.8 76.5h4.4L66 82z" fill={slate} />
      </g>
    </Tile>
  )
}

export function HomeArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={sandTint} footprint={26}>
      <path
        d="M37 24c-3-3 3-5 0-9M48 22c-3-3 3-5 0-9M59 24c-3-3 3-5 0-9"
        fill="none"
        stroke={steel}
        strokeWidth="3.2"
        strokeLinecap="round"
        opacity="0.8"
      />
      <path d="M22 53h-7c-2 0-3 1-3 3s1 3 3 3h7zM74 53h7c2 0 3 1 3 3s-1 3-3 3h-7z" fill={slate} />
      <path d="M21 46h54v22c0 6-4.5 11-11 11H32c-6.5 0-11-5-11-11z" fill={sea} />
      <path d="M62 46h13v22c0 6-4.5 11-11 11h-8c5-8 7-21 6-33z" fill={seaDeep} />
      <path d="M22 45c1-9 12-14 26-14s25 5 26 14z" fill={tomato} />
      <path d="M54 31.3c11.5 1 19.2 5.7 20 13.7H62c-.6-6-3.4-10.5-8-13.7z" fill={tomatoDeep} />
      <rect x="19" y="43" width="58" height="6" rx="3" fill={milk} />
      <rect x="42" y="26" width="12" height="6.5" rx="3.25" fill={slate} />
      <path d="M29 55v10" stroke={milk} strokeWidth="3.6" strokeLinecap="round" opacity="0.6" />
    </Tile>
  )
}
