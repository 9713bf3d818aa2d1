/**
 * A QR code that no phone reads: modules lost on the way from the encoder to the path, or no quiet zone.
 */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modulesPath } from '../../ui/qr-code.tsx'

/** Draws the path back into modules. */
function modulesOf(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(width); step++) {
      const row = rows[Number(y)]
      if (row) row[Number(x) + step] = true
    }
  }
  return rows
}

test('a module that the path lost, moved or doubled', () => {
  const pictures = fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.array(fc.array(fc.boolean(), { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    }),
  )
  fc.assert(
    fc.property(pictures, (rows) => {
      expect(modulesOf(modulesPath(rows), rows.length)).toEqual(rows)
    }),
  )
})
