/**
 * A phone in the hand of whoever pays: with its payment code over the scanner, or waiting for a password. Drawn to
 * look like codes, not to be any.
 */

import type { ReactElement } from 'react'
import { Picture, type PictureProps } from './picture.tsx'
import {
  leaf,
  milk,
  milkShade,
  sea,
  seaDeep,
  skin,
  skinDeep,
  slate,
  slateDeep,
  steel,
  tomato,
} from './tone.ts'

/** Left edges and widths of the bars of a code. */
const bars: readonly (readonly [x: number, width: number])[] = [
  [0, 4],
  [6, 2],
  [11, 6],
  [20, 2],
  [25, 4],
  [32, 7],
  [42, 2],
  [47, 5],
  [55, 2],
  [60, 6],
  [69, 3],
  [75, 5],
]

function Phone({ children }: { readonly children: ReactElement }): ReactElement {
  return (
    <g>
      <rect x="136" y="24" width="128" height="236" rx="20" fill={slateDeep} />
      <rect x="144" y="36" width="112" height="212" rx="12" fill={milk} />
      <rect x="182" y="28" width="36" height="4" rx="2" fill={slate} />
      {children}
    </g>
  )
}

/** Fingers behind the phone, the thumb before it. */
function Fingers(): ReactElement {
  return (
    <g>
      <path d="M400 236v92c-58 8-104-8-128-38l10-90c40 26 78 36 118 36z" fill={sea} />
      <path d="M400 294v34c-58 8-104-8-128-38l4-34c30 32 74 46 124 38z" fill={seaDeep} />
      <path d="M236 168c24-8 44 4 56 26l24 46c-8 26-26 44-50 50-26-18-40-48-42-84z" fill={skin} />
      <rect x="122" y="118" width="24" height="22" rx="11" fill={skinDeep} />
      <rect x="120" y="146" width="26" height="22" rx="11" fill={skinDeep} />
      <rect x="122" y="174" width="24" height="22" rx="11" fill={skinDeep} />
    </g>
  )
}

function Thumb(): ReactElement {
  return (
    <g>
      <path d="M306 214c-24-6-48-18-64-33-12-11 0-26 13-19 18 9 38 14 55 26z" fill={skin} />
      <path d="M296 208c-22-6-41-15-55-28-4-4-5-9-3-13 14 16 36 28 60 35z" fill={skinDeep} />
    </g>
  )
}

const Scanner = (): ReactElement => (
  <g>
    <path d="M84 304h232l18 32c4 6-1 12-8 12H74c-7 0-12-6-8-12z" fill={slateDeep} />
    <path d="M108 312h184l10 20H98z" fill={seaDeep} />
    <path d="M108 312h60l-16 20H98zM186 312h18l-13 20h-20z" fill={sea} opacity="0.6" />
  </g>
)

const PaymentCode = (): ReactElement => (
  <g>
    <rect x="144" y="36" width="112" height="44" rx="12" fill={leaf} />
    <g fill={slateDeep} transform="translate(160 104)">
      {bars.map(([x, width]) => (
        <rect key={x} x={x} y="0" width={width} height="44" />
      ))}
    </g>
    <rect x="172" y="170" width="56" height="56" rx="6" fill={milkShade} />
    <path
      d="M178 176h16v16h-16zM206 176h16v16h-16zM178 204h16v16h-16zM202 200h8v8h-8zM214 208h8v12h-8zM200 214h8v6h-8z"
      fill={slateDeep}
    />
    <path className="art-line" d="M156 126h88" stroke={tomato} strokeWidth="4" strokeLinecap="round" />
  </g>
)

const keys: readonly (readonly [x: number, y: number])[] = [172, 200, 228].flatMap((x) =>
  [166, 190, 214].map((y) => [x, y] as const),
)

const Password = (): ReactElement => (
  <g>
    <rect x="156" y="72" width="88" height="12" rx="6" fill={steel} />
    <g fill={milk} stroke={slate} strokeWidth="3">
      <rect x="154" y="104" width="92" height="30" rx="8" />
    </g>
    <g fill={slateDeep}>
      <circle cx="170" cy="119" r="5" />
      <circle cx="190" cy="119" r="5" />
      <circle cx="210" cy="119" r="5" />
    </g>
    <g fill={steel}>
      {keys.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="8" />
      ))}
    </g>
  </g>
)

const Ground = (): ReactElement => (
  <>
    <rect width="400" height="360" rx="32" fill="var(--accent-soft, #e8edff)" />
    <circle cx="196" cy="160" r="140" fill={milk} opacity="0.6" />
  </>
)

/** The shopper's payment code, held to the scanner. */
export const PaymentCodeArt = ({ title }: PictureProps): ReactElement => (
  <Picture title={title} viewBox="0 0 400 360" className="art-scan">
    <Ground />
    <Scanner />
    <g className="art-beam">
      <path d="M112 308l44-60h88l44 60z" fill={tomato} opacity="0.16" />
    </g>
    <Fingers />
    <Phone>
      <PaymentCode />
    </Phone>
    <Thumb />
  </Picture>
)

/** A phone that asks for the password of its wallet. */
export const PasswordArt = ({ title }: PictureProps): ReactElement => (
  <Picture title={title} viewBox="0 0 400 360" className="art-scan">
    <Ground />
    <Fingers />
    <Phone>
      <Password />
    </Phone>
    <Thumb />
  </Picture>
)
