/**
 * A QR code as one SVG path with its quiet zone of four modules (ISO/IEC 18004 §9.1); always dark on white, whatever
 * the theme, because phones read it.
 */

import { encode } from 'uqr'

const quietZoneModules = 4

/** One run of dark modules after another, row by row: `M x y h width v 1 h -width z`. */
export function modulesPath(rows: readonly (readonly boolean[])[]): string {
  const runs = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1]) return []
      const end = row.indexOf(false, x)
      const width = (end === -1 ? row.length : end) - x
      return [`M${x} ${y}h${width}v1h-${width}z`]
    }),
  )
  return runs.join('')
}

export interface QrCodeProps {
  readonly text: string
  readonly label: string
}

export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: quietZoneModules })
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={modulesPath(data)} fill="#000000" />
    </svg>
  )
}
