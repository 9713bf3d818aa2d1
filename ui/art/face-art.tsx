/**
 * Somebody before the camera of a face terminal, in the frame the camera looks through. A drawing of anyone, and of
 * nobody's face.
 */

import type { ReactElement } from 'react'
import { Picture, type PictureProps } from './picture.tsx'
import { leaf, milk, sea, seaDeep, skin, skinDeep, skyTint, slate, slateDeep, tomato } from './tone.ts'

const Terminal = (): ReactElement => (
  <g>
    <path d="M156 322h88l14 26H142z" fill={slateDeep} />
    <rect x="98" y="20" width="204" height="310" rx="28" fill={slateDeep} />
    <rect x="112" y="66" width="176" height="246" rx="16" fill={skyTint} />
    <circle cx="200" cy="43" r="13" fill={slate} />
    <circle cx="200" cy="43" r="7" fill={seaDeep} />
    <circle cx="197" cy="40" r="2.5" fill={milk} />
  </g>
)

const Person = (): ReactElement => (
  <g>
    <path d="M122 312c2-44 34-66 78-66s76 22 78 66z" fill={sea} />
    <path d="M180 222h40v30c-10 14-30 14-40 0z" fill={skinDeep} />
    <rect x="148" y="162" width="104" height="30" rx="14" fill={skinDeep} />
    <rect x="154" y="112" width="92" height="126" rx="46" fill={skin} />
    <path
      d="M150 166c-6-46 16-74 52-74 34 0 54 26 48 74-4-24-14-36-30-42-22 12-52 8-62 10-4 8-6 18-8 32z"
      fill={slateDeep}
    />
    <circle cx="182" cy="174" r="5" fill={slateDeep} />
    <circle cx="218" cy="174" r="5" fill={slateDeep} />
    <path d="M184 204c10 9 22 9 32 0" fill="none" stroke={tomato} strokeWidth="5" strokeLinecap="round" />
  </g>
)

/** What the camera looks through, and the line that goes over it. */
const Sight = (): ReactElement => (
  <g fill="none" strokeLinecap="round">
    <path
      d="M132 108V94c0-6 4-10 10-10h14M268 108V94c0-6-4-10-10-10h-14M132 226v14c0 6 4 10 10 10h14M268 226v14c0 6-4 10-10 10h-14"
      stroke={leaf}
      strokeWidth="8"
      strokeLinejoin="round"
    />
    <path className="art-line" d="M140 150h120" stroke={leaf} strokeWidth="5" />
  </g>
)

export const FaceArt = ({ title }: PictureProps): ReactElement => (
  <Picture title={title} viewBox="0 0 400 360" className="art-scan">
    <rect width="400" height="360" rx="32" fill="var(--accent-soft, #e8edff)" />
    <circle cx="200" cy="176" r="150" fill={milk} opacity="0.6" />
    <Terminal />
    <Person />
    <Sight />
  </Picture>
)
