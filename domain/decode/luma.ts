/**
 * A picture as the decoder sees it: one byte of brightness a pixel, rows without gaps. Everything in this folder
 * works on these arrays alone and must know of no camera, page or file.
 */

export interface Luma {
  readonly width: number
  readonly height: number
  /** Row by row from the top left, 0 black to 255 white; at least `width × height` bytes. */
  readonly data: Uint8Array
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Whether the pixels are there: a view of memory that has moved since has length zero. */
export const isWhole = ({ width, height, data }: Luma): boolean =>
  width > 0 && height > 0 && data.length >= width * height

/** Luma of RGBA pixels by the integer weights of ITU-R BT.601, written to `into`. */
export function lumaOfRgba(rgba: Uint8Array | Uint8ClampedArray, into: Uint8Array): void {
  const pixels = Math.min(into.length, rgba.length >> 2)
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += 4) {
    into[pixel] = (77 * (rgba[at] ?? 0) + 150 * (rgba[at + 1] ?? 0) + 29 * (rgba[at + 2] ?? 0)) >> 8
  }
}

function sumOfBlock({ width, data }: Luma, left: number, top: number, size: number): number {
  let sum = 0
  for (let y = 0; y < size; y++) {
    const row = (top + y) * width + left
    for (let x = 0; x < size; x++) sum += data[row + x] ?? 0
  }
  return sum
}

/**
 * The picture at a whole fraction of its size: each pixel the mean of `factor × factor`. Edges that do not fill a pixel
 * fall away.
 */
export function shrink(luma: Luma, factor: number): Luma {
  if (factor <= 1) return luma
  const width = Math.floor(luma.width / factor)
  const height = Math.floor(luma.height / factor)
  const data = new Uint8Array(width * height)
  const area = factor * factor
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) data[at] = sumOfBlock(luma, x * factor, y * factor, factor) / area
  }
  return { width, height, data }
}
