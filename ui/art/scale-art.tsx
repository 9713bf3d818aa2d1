/** A checkout scale from the side: a bright plate on its foot. What lies on it is drawn above by whoever shows it. */

import type { ReactElement } from 'react'
import { Picture, type PictureProps } from './picture.tsx'
import { milk, milkShade, slate, slateDeep, steel, steelDeep } from './tone.ts'

export function ScaleArt({ title }: PictureProps): ReactElement {
  return (
    <Picture title={title} viewBox="0 0 480 132">
      <ellipse cx="240" cy="122" rx="176" ry="9" fill={slate} opacity="0.12" />
      <path
        d="M20 8h440c8 0 12 6 9 13l-6 12c-3 6-8 9-15 9H32c-7 0-12-3-15-9l-6-12C8 14 12 8 20 8z"
        fill={steel}
      />
      <path d="M20 8h440c8 0 12 6 9 13H11C8 14 12 8 20 8z" fill={milk} />
      <path d="M11 21h458l-2 4H13z" fill={milkShade} />
      <path d="M176 42h128v18H176z" fill={steelDeep} />
      <path
        d="M92 60h296c8 0 14 5 16 12l10 36c2 7-3 12-10 12H76c-7 0-12-5-10-12l10-36c2-7 8-12 16-12z"
        fill={slate}
      />
      <path d="M66 108l2-8h344l2 8c2 7-3 12-10 12H76c-7 0-12-5-10-12z" fill={slateDeep} />
      <rect x="182" y="72" width="116" height="24" rx="8" fill={slateDeep} />
      <rect x="194" y="80" width="64" height="8" rx="4" fill="var(--art-light, #6fe0a0)" />
      <circle cx="282" cy="84" r="5" fill="var(--art-light, #6fe0a0)" />
    </Picture>
  )
}
