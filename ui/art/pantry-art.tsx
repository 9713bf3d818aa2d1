/** Drawings of the pantry departments: a sack of grain, a bag of crisps, a wrapped sweet. */

import type { ReactElement } from 'react'
import { type PictureProps, Tile } from './picture.tsx'
import {
  cocoa,
  creamTint,
  lilacTint,
  milk,
  orange,
  orangeDeep,
  pink,
  pinkDeep,
  plum,
  plumDeep,
  roseTint,
  sun,
  sunDeep,
  tomato,
  tomatoDeep,
  wheat,
  wheatDeep,
} from './tone.ts'

export function StaplesArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={creamTint} footprint={26}>
      <path d="M36 34c-4-6-6-11-5-15 5 2 8-1 12 1 4-3 8-2 11 0 4-2 7 0 11-1 1 4-1 9-5 15z" fill={wheatDeep} />
      <path d="M35 34h26c10 8 15 19 15 30 0 9-4 15-12 15H32c-8 0-12-6-12-15 0-11 5-22 15-30z" fill={wheat} />
      <path d="M61 34c10 8 15 19 15 30 0 9-4 15-12 15h-9c11-10 12-31-2-45z" fill={wheatDeep} />
      <rect x="32" y="31" width="32" height="6.5" rx="3.25" fill={cocoa} />
      <g fill={cocoa}>
        <path d="M45 72c-1-9-1-17 0-24l2.5 0c-1 8-1 16 0 24z" />
        <path d="M45 53c-5 0-8-3-8.5-8 5 0 8.5 3 8.5 8zM46.5 53c0-5 3-8 8-8.5.4 5-3 8.5-8 8.5zM45 62c-5 0-8-3-8.5-8 5 0 8.5 3 8.5 8zM46.5 62c0-5 3-8 8-8.5.4 5-3 8.5-8 8.5z" />
        <path d="M45.5 48c-3-3-3-7 .3-10.5C49 41 49 45 46.5 48z" />
      </g>
    </Tile>
  )
}

export function SnacksArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={roseTint} footprint={22}>
      <path
        d="M28 18h40c1 3-1 6-1 9 4 14 4 30 0 44 0 3 2 5 1 8H28c-1-3 1-5 1-8-4-14-4-30 0-44 0-3-2-6-1-9z"
        fill={tomato}
      />
      <path d="M54 18h14c1 3-1 6-1 9 4 14 4 30 0 44 0 3 2 5 1 8H54c8-18 9-43 0-61z" fill={tomatoDeep} />
      <path
        d="M28 18h40c.7 2.6-.5 5-.9 7.5H28.9C28.5 23 27.3 20.6 28 18zM28.9 71.5h38.2c.4 2.5 1.6 5 .9 7.5H28c-.7-2.6.5-5 .9-7.5z"
        fill={sun}
      />
      <circle cx="48" cy="48" r="15.5" fill={sun} />
      <path d="M39 51c-2-8 5-14 15-12 4 6 0 15-8 17-3.5.8-6-1.5-7-5z" fill={orange} />
      <path d="M42 51c3-5 6-7.5 10-9" fill="none" stroke={sun} strokeWidth="2.8" strokeLinecap="round" />
      <path
        d="M33.5 33c-1 6-1.3 12-.8 18"
        fill="none"
        stroke={milk}
        strokeWidth="3"
        strokeLinecap="round"
        opacity="0.5"
      />
    </Tile>
  )
}

export function SweetsArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={lilacTint} footprint={0}>
      <g transform="rotate(-32 48 48)">
        <path d="M33 48L15 35c-3 4-2 6-1 8-3 1-3 9 0 10-1 2-2 4 1 8z" fill={plum} />
        <path d="M63 48l18-13c3 4 2 6 1 8 3 1 3 9 0 10 1 2 2 4-1 8z" fill={plumDeep} />
        <path d="M31 48L14.5 44v8zM65 48l16.5-4v8z" fill={pink} opacity="0.75" />
        <circle cx="48" cy="48" r="19" fill={pink} />
        <path d="M48 29a19 19 0 0 1 0 38c8-10 8-28 0-38z" fill={pinkDeep} />
        <path
          d="M36 33.3c6 8 6 21.4 0 29.4a19 19 0 0 1-6-8.5c2-4 2-8.4 0-12.4a19 19 0 0 1 6-8.5z"
          fill={milk}
          opacity="0.85"
        />
        <path
          d="M54 30c6 10 6 26 0 36a19 19 0 0 0 8-5.3c3-8 3-17.4 0-25.4A19 19 0 0 0 54 30z"
          fill={milk}
          opacity="0.7"
        />
      </g>
      <circle cx="24" cy="27" r="3" fill={sun} />
      <circle cx="74" cy="70" r="3" fill={sunDeep} />
      <circle cx="70" cy="77" r="1.8" fill={orangeDeep} />
    </Tile>
  )
}
