/**
 * How brightness follows darkness along a code: paper's light and ink's depth, each falling off evenly to one side,
 * as a lamp from the side or the edge of a shine makes them. Found by least squares.
 */

/** Brightness is `paper + paperTilt × t + (ink + inkTilt × t) × darkness`, with t from -1 to 1 along the code. */
export interface Light {
  readonly paper: number
  readonly paperTilt: number
  /** Less than nothing where bars are darker than paper. */
  readonly ink: number
  readonly inkTilt: number
}

const along = (at: number, length: number): number => (2 * at) / length - 1

/** The mean share of an EAN-13 that is dark; half a module more or less hardly matters. */
const darkShare = 0.47

/** A first idea before any bar is known: the quiet zones are paper, and the rest is dark to a known share. */
export function roughLight(seen: Float32Array, quiet: number): Light {
  let [paper, inside] = [0, 0]
  for (let at = 0; at < quiet; at++) paper += (seen[at] ?? 0) + (seen[seen.length - 1 - at] ?? 0)
  for (let at = quiet; at < seen.length - quiet; at++) inside += seen[at] ?? 0
  paper /= 2 * quiet
  inside /= seen.length - 2 * quiet
  return { paper, paperTilt: 0, ink: (inside - paper) / darkShare, inkTilt: 0 }
}

/** Solves a small set of linear equations, each row its coefficients and then its right side (Gauss-Jordan). */
function solved(rows: readonly Float64Array[]): readonly number[] {
  for (const [index, row] of rows.entries()) {
    const lead = row[index] ?? 0
    for (let column = index; column < row.length; column++) row[column] = (row[column] ?? 0) / lead
    for (const [other, below] of rows.entries()) {
      const factor = below[index] ?? 0
      if (other === index) continue
      for (let column = index; column < row.length; column++) {
        below[column] = (below[column] ?? 0) - factor * (row[column] ?? 0)
      }
    }
  }
  return rows.map((row) => row.at(-1) ?? 0)
}

const unknowns = 4
const columns = unknowns + 1

/** The light under which `darkness` comes nearest to what is seen. */
export function fitLight(seen: Float32Array, darkness: Float32Array): Light {
  const products = new Float64Array(unknowns * columns)
  const term = new Float64Array(columns)
  for (let at = 0; at < seen.length; at++) {
    const t = along(at, seen.length)
    const dark = darkness[at] ?? 0
    term[0] = 1
    term[1] = t
    term[2] = dark
    term[3] = t * dark
    term[4] = seen[at] ?? 0
    for (let row = 0; row < unknowns; row++) {
      const factor = term[row] ?? 0
      for (let column = 0; column < columns; column++) {
        products[row * columns + column] =
          (products[row * columns + column] ?? 0) + factor * (term[column] ?? 0)
      }
    }
  }
  const rows = [0, 1, 2, 3].map((row) => products.slice(row * columns, (row + 1) * columns))
  const [paper = 0, paperTilt = 0, ink = 0, inkTilt = 0] = solved(rows)
  return { paper, paperTilt, ink, inkTilt }
}

/** Darkness under a light, without what is known to be dark. */
export function darknessUnder(light: Light, seen: Float32Array, known: Float32Array): Float32Array {
  const out = new Float32Array(seen.length)
  for (let at = 0; at < seen.length; at++) {
    const t = along(at, seen.length)
    const dark = ((seen[at] ?? 0) - light.paper - light.paperTilt * t) / (light.ink + light.inkTilt * t)
    out[at] = dark - (known[at] ?? 0)
  }
  return out
}

/** How much of what is seen a drawing under a light leaves unexplained: 0 nothing, 1 all its variance. */
export function unexplained(light: Light, seen: Float32Array, darkness: Float32Array): number {
  let [sum, squares, rest] = [0, 0, 0]
  for (let at = 0; at < seen.length; at++) {
    const t = along(at, seen.length)
    const value = seen[at] ?? 0
    sum += value
    squares += value * value
    rest +=
      (value - light.paper - light.paperTilt * t - (light.ink + light.inkTilt * t) * (darkness[at] ?? 0)) ** 2
  }
  return rest / Math.max(1, squares - (sum * sum) / seen.length)
}
