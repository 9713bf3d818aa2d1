/**
 * Which way the picture's edges run, block by block: the structure tensor of the brightness gradient. Bars give
 * blocks whose edges are strong and all run one way; print, faces and noise do not.
 */

import type { Luma } from './luma.ts'

/** Pixels along a block's side. */
export const blockSize = 8

export interface EdgeBlocks {
  readonly columns: number
  readonly rows: number
  /** Mean squared gradient of each block and its neighbours. */
  readonly energy: Float32Array
  /** How far the edges agree on one direction: 0 not at all, 1 wholly. */
  readonly coherence: Float32Array
  /** The direction across the edges, radians in (-π/2, π/2]. */
  readonly angle: Float32Array
}

interface Tensor {
  readonly columns: number
  readonly rows: number
  readonly xx: Float32Array
  readonly yy: Float32Array
  readonly xy: Float32Array
}

/** Sums of gradient products over each block. The picture's outermost pixels have no gradient and are left out. */
function blockTensor({ width, height, data }: Luma): Tensor {
  const columns = Math.max(0, Math.floor((width - 2) / blockSize))
  const rows = Math.max(0, Math.floor((height - 2) / blockSize))
  const xx = new Float32Array(columns * rows)
  const yy = new Float32Array(columns * rows)
  const xy = new Float32Array(columns * rows)
  for (let y = 1; y <= rows * blockSize; y++) {
    const row = ((y - 1) >> 3) * columns
    for (let x = 1, at = y * width + 1; x <= columns * blockSize; x++, at++) {
      const dx = (data[at + 1] ?? 0) - (data[at - 1] ?? 0)
      const dy = (data[at + width] ?? 0) - (data[at - width] ?? 0)
      const block = row + ((x - 1) >> 3)
      xx[block] = (xx[block] ?? 0) + dx * dx
      yy[block] = (yy[block] ?? 0) + dy * dy
      xy[block] = (xy[block] ?? 0) + dx * dy
    }
  }
  return { columns, rows, xx, yy, xy }
}

/** The mean of each value and its eight neighbours, fewer at the border. */
function smoothed(values: Float32Array, columns: number, rows: number): Float32Array {
  const out = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0
      let count = 0
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++, count++) {
          sum += values[y * columns + x] ?? 0
        }
      }
      out[row * columns + column] = sum / count
    }
  }
  return out
}

export function edgeBlocks(luma: Luma): EdgeBlocks {
  const { columns, rows, ...tensor } = blockTensor(luma)
  const xx = smoothed(tensor.xx, columns, rows)
  const yy = smoothed(tensor.yy, columns, rows)
  const xy = smoothed(tensor.xy, columns, rows)
  const energy = new Float32Array(xx.length)
  const coherence = new Float32Array(xx.length)
  const angle = new Float32Array(xx.length)
  for (let at = 0; at < xx.length; at++) {
    const [a, b, c] = [xx[at] ?? 0, yy[at] ?? 0, xy[at] ?? 0]
    energy[at] = (a + b) / (blockSize * blockSize)
    coherence[at] = a + b > 0 ? Math.hypot(a - b, 2 * c) / (a + b) : 0
    angle[at] = Math.atan2(2 * c, a - b) / 2
  }
  return { columns, rows, energy, coherence, angle }
}
