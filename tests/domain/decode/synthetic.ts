/**
 * Pictures of codes as a camera might give them: drawn by bwip-js, turned, shrunk, blurred and made noisy. Every
 * number is given, so a picture is the same on every machine.
 */

import bwipjs from 'bwip-js/node'
import type { Luma } from '../../../domain/decode/luma.ts'
import { present } from '../../../domain/result.ts'

export interface Scene {
  readonly symbology: string
  readonly text: string
  /** Pixels of the narrowest bar. */
  readonly modulePx: number
  readonly degrees: number
  /** Deviation of the lens' blur, in pixels. */
  readonly blurPx: number
  /** Deviation of the brightness of each pixel. */
  readonly noise: number
}

const width = 960
const height = 540
const white = 210
const black = 40

/** Dark or light at a point of the symbol, in modules from its middle. */
function symbolOf({ symbology, text }: Scene): (x: number, y: number) => boolean {
  const drawn = present(bwipjs.raw(symbology, text, {})[0], 'bwip-js draws the code')
  if ('sbs' in drawn) {
    const edges: number[] = [0]
    for (const bar of drawn.sbs) edges.push((edges.at(-1) ?? 0) + bar)
    const total = edges.at(-1) ?? 0
    const barHeight = 60
    return (x, y) => {
      const at = x + total / 2
      if (Math.abs(y) > barHeight / 2 || at < 0 || at >= total) return false
      return edges.findLastIndex((edge) => edge <= at) % 2 === 0
    }
  }
  const { pixs, pixx, pixy } = drawn
  return (x, y) => {
    const column = Math.floor(x + pixx / 2)
    const row = Math.floor(y + pixy / 2)
    return column >= 0 && row >= 0 && column < pixx && row < pixy && pixs[row * pixx + column] === 1
  }
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function fractions(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Each pixel the Gaussian mean of its neighbours along one direction. */
function blurAlong(pixels: Float32Array, step: number, sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 3)
  const out = new Float32Array(pixels.length)
  let total = 0
  for (let tap = -reach; tap <= reach; tap++) {
    const weight = Math.exp(-0.5 * (tap / Math.max(sigma, 0.01)) ** 2)
    total += weight
    for (let at = 0; at < pixels.length; at++) {
      out[at] = (out[at] ?? 0) + weight * (pixels[at + tap * step] ?? white)
    }
  }
  return out.map((value) => value / total)
}

/** Points of a pixel that are looked at, each way. */
const fine = 3

export function photograph(scene: Scene, seed = 1): Luma {
  const isDark = symbolOf(scene)
  const angle = (scene.degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle) / scene.modulePx, Math.sin(angle) / scene.modulePx]
  const sharp = Float32Array.from({ length: width * height }, (_, at) => {
    let dark = 0
    for (let sub = 0; sub < fine * fine; sub++) {
      const x = (at % width) - width / 2 + ((sub % fine) + 0.5) / fine
      const y = Math.floor(at / width) - height / 2 + (Math.floor(sub / fine) + 0.5) / fine
      if (isDark(x * cos + y * sin, y * cos - x * sin)) dark += 1
    }
    return white + ((black - white) * dark) / (fine * fine)
  })
  const blurred = blurAlong(blurAlong(sharp, 1, scene.blurPx), width, scene.blurPx)
  const chance = fractions(seed)
  const data = Uint8Array.from(blurred, (value) => {
    const noise = (chance() + chance() + chance() - 1.5) * 2 * scene.noise
    return Math.min(255, Math.max(0, value + noise))
  })
  return { width, height, data }
}
