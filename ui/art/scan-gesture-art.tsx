/**
 * The invitation of the attract screen: a hand holds a pack so that its barcode meets the scanner's light.
 * It moves only through the classes of `art.css`, which keep still for whoever asked for less motion.
 */

import type { ReactElement } from 'react'
import { Picture, type PictureProps } from './picture.tsx'
import {
  milk,
  milkShade,
  orange,
  sea,
  seaDeep,
  skin,
  skinDeep,
  slate,
  slateDeep,
  sun,
  sunDeep,
  tomato,
} from './tone.ts'

/** Left edges and widths of the bars on the pack; drawn to look like a code, not to be one. */
const bars: readonly (readonly [x: number, width: number])[] = [
  [0, 3],
  [5, 2],
  [10, 5],
  [18, 2],
  [22, 3],
  [28, 6],
  [37, 2],
  [41, 4],
  [48, 2],
  [53, 5],
  [61, 2],
  [65, 3],
]

function Scanner(): ReactElement {
  return (
    <g>
      <ellipse cx="240" cy="340" rx="150" ry="12" fill={slate} opacity="0.12" />
      <path d="M124 296c2-6 7-10 13-10h206c6 0 11 4 13 10z" fill={slate} />
      <path d="M124 295h232l14 35c3 6-2 12-8 12H118c-6 0-11-6-8-12z" fill={slateDeep} />
      <path d="M146 303h188l8 22H138z" fill={seaDeep} />
      <path d="M146 303h62l-14 22h-56zM224 303h18l-12 22h-20z" fill={sea} opacity="0.6" />
      <circle cx="355" cy="333" r="3.5" fill="var(--art-light, #6fe0a0)" />
    </g>
  )
}

function Beam(): ReactElement {
  return (
    <g className="art-beam">
      <path d="M156 304L178 216h84l62 88z" fill={tomato} opacity="0.16" />
      <path d="M190 304l8-88h44l46 88z" fill={tomato} opacity="0.16" />
    </g>
  )
}

function Pack(): ReactElement {
  return (
    <g>
      <path d="M160 66h140v156c0 6.6-5.4 12-12 12H172c-6.6 0-12-5.4-12-12z" fill={sun} />
      <path d="M272 66h28v156c0 6.6-5.4 12-12 12h-16z" fill={sunDeep} />
      <path d="M160 66l14-22h112l14 22z" fill={orange} />
      <path d="M272 66l-8-22h22l14 22z" fill={sunDeep} />
      <circle cx="216" cy="112" r="30" fill={milk} />
      <path d="M196 118c-4-16 10-28 30-24 8 12 0 30-16 34-7 1.6-12-3-14-10z" fill={orange} />
      <path d="M202 118c6-10 12-15 20-18" fill="none" stroke={sun} strokeWidth="5" strokeLinecap="round" />
      <rect x="176" y="164" width="88" height="54" rx="6" fill={milk} />
      <g fill={slateDeep} transform="translate(186 171)">
        {bars.map(([x, width]) => (
          <rect key={x} x={x} y="0" width={width} height="40" />
        ))}
      </g>
      <path className="art-line" d="M172 192h96" stroke={tomato} strokeWidth="4" strokeLinecap="round" />
    </g>
  )
}

function Arm(): ReactElement {
  return (
    <g>
      <path d="M480 232v92c-44 0-84-14-116-44l30-62c24 14 52 18 86 14z" fill={sea} />
      <path d="M480 286v38c-44 0-84-14-116-44l12-24c28 24 62 32 104 30z" fill={seaDeep} />
      <path d="M400 214l-36 72c-8-6-12-10-18-17l30-70z" fill={milkShade} />
      <path d="M282 96c18-6 40-2 54 12l48 90c4 10-4 20-10 32l-18 34c-30-2-62-20-78-46z" fill={skinDeep} />
      <path d="M282 90c22-6 44 0 56 16l46 92c2 8-3 16-8 26l-14 30c-34-6-64-24-80-52z" fill={skin} />
    </g>
  )
}

function Thumb(): ReactElement {
  return (
    <g>
      <path d="M324 190c-18-10-38-28-52-46-8-11 6-24 17-16 18 13 36 22 52 34z" fill={skin} />
      <path d="M324 190c-18-10-38-28-52-46-2-3-3-6-2.5-9 13 22 32 40 54.5 55z" fill={skinDeep} />
    </g>
  )
}

function Fingertips(): ReactElement {
  return (
    <g fill={skin}>
      <rect x="148" y="88" width="26" height="22" rx="11" />
      <rect x="144" y="112" width="30" height="22" rx="11" />
      <rect x="146" y="136" width="28" height="22" rx="11" />
    </g>
  )
}

/** The scanner's answer, beside the pack. */
function Done(): ReactElement {
  return (
    <g className="art-done">
      <circle cx="96" cy="206" r="28" fill="var(--positive, #075c39)" />
      <path
        d="M83 207l9 9 17-18"
        fill="none"
        stroke="var(--on-positive, #ffffff)"
        strokeWidth="6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </g>
  )
}

export function ScanGestureArt({ title }: PictureProps): ReactElement {
  return (
    <Picture title={title} viewBox="0 0 480 360" className="art-scan">
      <rect width="480" height="360" rx="32" fill="var(--accent-soft, #e8edff)" />
      <circle cx="232" cy="172" r="146" fill={milk} opacity="0.6" />
      <Scanner />
      <Beam />
      <g className="art-pack">
        <Arm />
        <Fingertips />
        <Pack />
        <Thumb />
      </g>
      <Done />
    </Picture>
  )
}
