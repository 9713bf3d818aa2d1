/** Drawings of the fresh departments: an apple, a steak, a fish. */

import type { ReactElement } from 'react'
import { type PictureProps, Tile } from './picture.tsx'
import {
  cocoa,
  leaf,
  leafDeep,
  milk,
  mintTint,
  pink,
  roseTint,
  sea,
  seaDeep,
  skyTint,
  slate,
  tomato,
  tomatoDeep,
} from './tone.ts'

export function ProduceArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={mintTint} footprint={21}>
      <path
        d="M48 35c-4.5-4-11-5-16-2.5-8 3.5-10.5 12-8.5 22C26 67 33 78.5 40.5 78.5c3.2 0 4.5-1.5 7.5-1.5s4.3 1.5 7.5 1.5C63 78.5 70 67 72.5 54.5c2-10-.5-18.5-8.5-22C59 30 52.5 31 48 35z"
        fill={tomato}
      />
      <path
        d="M48 35c4.5-4 11-5 16-2.5 8 3.5 10.5 12 8.5 22C70 67 63 78.5 55.5 78.5c-3.2 0-4.5-1.5-7.5-1.5 9-7 13-26 0-42z"
        fill={tomatoDeep}
      />
      <path
        d="M48 36c-.5-6 .5-11 3.5-15"
        fill="none"
        stroke={cocoa}
        strokeWidth="3.6"
        strokeLinecap="round"
      />
      <path d="M51 29c1-9.5 9-14.5 19-13-.5 9.5-9 15.5-19 13z" fill={leaf} />
      <path d="M51 29c4-6 10-10.5 19-13-.5 9.5-9 15.5-19 13z" fill={leafDeep} />
      <path
        d="M30 47c.6-4 2.5-7 5.5-8.5"
        fill="none"
        stroke={milk}
        strokeWidth="3.6"
        strokeLinecap="round"
        opacity="0.6"
      />
    </Tile>
  )
}

export function MeatArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={roseTint} footprint={25}>
      <path
        d="M19 53c-1-16 11-30 29-31 17-1 30 9 30 24 0 13-9 17-17 21-8 4-13 11-23 11-12 0-18-11-19-25z"
        fill={tomatoDeep}
      />
      <path
        d="M19 49c-1-16 11-29 29-30 17-1 30 9 30 24 0 13-9 17-17 21-8 4-13 10-23 10-12 0-18-11-19-25z"
        fill={pink}
      />
      <path
        d="M25 48c-.5-12 9-22 23-23 13-.8 23.5 6.5 23.5 18 0 9.5-6.5 12-14 16-8 4.2-12 9-19.5 9C29.5 68 25.6 59 25 48z"
        fill={tomato}
      />
      <circle cx="41" cy="44" r="9" fill={milk} />
      <circle cx="41" cy="44" r="4.5" fill={pink} />
      <path
        d="M55 34c5 .5 8.5 3.5 9 8M54 43c3 .3 5 2 5 5M36 60c4 0 8-2 11-5"
        fill="none"
        stroke={pink}
        strokeWidth="3.2"
        strokeLinecap="round"
      />
    </Tile>
  )
}

export function SeafoodArt({ title }: PictureProps): ReactElement {
  return (
    <Tile title={title} tint={skyTint} footprint={0}>
      <path d="M37 36c3-8 11-12 20-11-1 5-2 9-3 13z" fill={seaDeep} />
      <path d="M40 64c1 5 5 8 11 8 0-4 .5-7 1.5-10z" fill={seaDeep} />
      <path
        d="M14 50c9-18 34-22 50-5 4.5-5 10.5-8.5 18-9.5-4 9.5-4 19.5 0 29C74.5 63.5 68.5 60 64 55c-16 17-41 13-50-5z"
        fill={sea}
      />
      <path
        d="M14 50c9 18 34 22 50 5 4.5 5 10.5 8.5 18 9.5-2-4.8-3-9.6-3-14.5-5 3-10 2-15 0-15 6-33 6-50 0z"
        fill={seaDeep}
      />
      <path
        d="M38 38.5c4.5 7 4.5 16 0 23"
        fill="none"
        stroke={milk}
        strokeWidth="3"
        strokeLinecap="round"
        opacity="0.7"
      />
      <path d="M49 46h5M48 54h5" stroke={milk} strokeWidth="3" strokeLinecap="round" opacity="0.45" />
      <circle cx="27" cy="46" r="4.6" fill={milk} />
      <circle cx="26.5" cy="46" r="2.3" fill={slate} />
      <circle cx="20" cy="29" r="3.5" fill={milk} opacity="0.9" />
      <circle cx="27.5" cy="20" r="2.3" fill={milk} opacity="0.9" />
    </Tile>
  )
}
