/**
 * A film of one retail code for Chromium's fake camera, which plays it over and over. A clean synthetic picture: it
 * proves the way from camera to line, not the reading of worn labels.
 */

import fs from 'node:fs'
import bwipjs from 'bwip-js/node'

const width = 1_280
const height = 720
const frames = 10
const framesPerSecond = 30
/** Pixels of the thinnest bar. */
const moduleWidth = 6
const barsTop = 210
const barsHeight = 300

const white = 235
const black = 16

/** One line of the picture: bars and spaces centred, so that the quiet zones are far wider than they must be. */
function drawRow(widths: readonly number[]): Uint8Array {
  const row = new Uint8Array(width).fill(white)
  const total = widths.reduce((sum, each) => sum + each, 0) * moduleWidth
  let x = Math.floor((width - total) / 2)
  for (const [at, modules] of widths.entries()) {
    const end = x + modules * moduleWidth
    if (at % 2 === 0) row.fill(black, x, end)
    x = end
  }
  return row
}

function barWidths(code: string): readonly number[] {
  const symbology = code.length === 8 ? 'ean8' : code.length === 12 ? 'upca' : 'ean13'
  const [drawn] = bwipjs.raw(symbology, code, {})
  return drawn !== undefined && 'sbs' in drawn ? drawn.sbs : []
}

function drawFrame(code: string | undefined): Buffer {
  const luma = Buffer.alloc(width * height, white)
  const row = drawRow(code === undefined ? [] : barWidths(code))
  for (let y = barsTop; y < barsTop + barsHeight; y += 1) luma.set(row, y * width)
  // Both colour planes at a quarter of the size, without colour.
  const chroma = Buffer.alloc((width * height) / 2, 128)
  return Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
}

/**
 * Writes the film, a code or nothing on each frame. Over an existing one it takes effect at the page's next
 * `getUserMedia`: written beside it and renamed, so that Chromium never reads half a film.
 */
export function filmFrames(file: string, codes: readonly (string | undefined)[], perSecond: number): void {
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${perSecond}:1 Ip A1:1 C420mpeg2\n`)
  const drawn = new Map([...new Set(codes)].map((code) => [code, drawFrame(code)]))
  fs.writeFileSync(`${file}.part`, Buffer.concat([header, ...codes.flatMap((code) => drawn.get(code) ?? [])]))
  fs.renameSync(`${file}.part`, file)
}

/** A film of one code, held still. */
export const filmCode = (file: string, code: string): void =>
  filmFrames(file, Array.from<string>({ length: frames }).fill(code), framesPerSecond)
