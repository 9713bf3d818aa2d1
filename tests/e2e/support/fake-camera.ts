/**
 * A film of one code for Chromium's fake camera, which plays it over and over: a retail code, or a payment code as a
 * wallet shows it. A clean synthetic picture: it proves the way from camera to lane, not the reading of worn labels.
 */

import fs from 'node:fs'
import bwipjs from 'bwip-js/node'
import { encode } from 'uqr'

export interface FilmSize {
  readonly width: number
  readonly height: number
}

export const smallFilm: FilmSize = { width: 1_280, height: 720 }

const frames = 10
const framesPerSecond = 30

/** The thinnest bar and the bars' place, as shares of the picture. */
const moduleShare = 6 / 1_280
const barsTop = 210 / 720
const barsHeight = 300 / 720

const white = 235
const black = 16

/** One line of the picture: bars and spaces centred, so that the quiet zones are far wider than they must be. */
function drawRow(widths: readonly number[], width: number, aside: number): Uint8Array {
  const moduleWidth = Math.round(width * moduleShare)
  const row = new Uint8Array(width).fill(white)
  const total = widths.reduce((sum, each) => sum + each, 0) * moduleWidth
  let x = Math.floor((width - total) / 2) + aside
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

/** The brightness of a picture with bars of these widths, moved aside by so many pixels. */
export function drawBars({ width, height }: FilmSize, widths: readonly number[], aside = 0): Uint8Array {
  const luma = new Uint8Array(width * height).fill(white)
  const row = drawRow(widths, width, aside)
  const top = Math.round(height * barsTop)
  for (let y = top; y < top + Math.round(height * barsHeight); y += 1) luma.set(row, y * width)
  return luma
}

export const drawCode = (size: FilmSize, code: string | undefined, aside = 0): Uint8Array =>
  drawBars(size, code === undefined ? [] : barWidths(code), aside)

/**
 * Writes pictures as a film without colour. Over an existing one it takes effect at the page's next `getUserMedia`:
 * written beside it and renamed, so that Chromium never reads half a film.
 */
export function writeFilm(
  file: string,
  { width, height }: FilmSize,
  lumas: readonly Uint8Array[],
  perSecond: number,
): void {
  // Both colour planes at a quarter of the size.
  const chroma = Buffer.alloc((width * height) / 2, 128)
  const part = fs.openSync(`${file}.part`, 'w')
  fs.writeSync(part, `YUV4MPEG2 W${width} H${height} F${perSecond}:1 Ip A1:1 C420mpeg2\n`)
  for (const luma of lumas) {
    fs.writeSync(part, 'FRAME\n')
    fs.writeSync(part, luma)
    fs.writeSync(part, chroma)
  }
  fs.closeSync(part)
  fs.renameSync(`${file}.part`, file)
}

/** A film with a code or nothing on each frame. */
export function filmFrames(file: string, codes: readonly (string | undefined)[], perSecond: number): void {
  const drawn = new Map([...new Set(codes)].map((code) => [code, drawCode(smallFilm, code)]))
  writeFilm(
    file,
    smallFilm,
    codes.flatMap((code) => drawn.get(code) ?? []),
    perSecond,
  )
}

/** A film of one code, held still. */
export const filmCode = (file: string, code: string): void =>
  filmFrames(file, Array.from<string>({ length: frames }).fill(code), framesPerSecond)

/** The bars that a wallet shows above its QR. */
function barsOf(code: string): readonly number[] {
  const [drawn] = bwipjs.raw('code128', code, {})
  return drawn !== undefined && 'sbs' in drawn ? drawn.sbs : []
}

/** The QR, as large as the picture has room for beside a wide margin. */
function drawQr({ width, height }: FilmSize, code: string): Uint8Array {
  const { data, size } = encode(code, { border: 4 })
  const module = Math.floor((height * 0.7) / size)
  const [left, top] = [(width - module * size) >> 1, (height - module * size) >> 1]
  const luma = new Uint8Array(width * height).fill(white)
  for (const [y, row] of data.entries())
    for (const [x, isDark] of row.entries())
      if (isDark)
        for (let line = 0; line < module; line += 1) {
          const from = (top + y * module + line) * width + left + x * module
          luma.fill(black, from, from + module)
        }
  return luma
}

/** A film of a shopper's payment code in one of the two ways in which a wallet shows it. */
export function filmPaymentCode(file: string, code: string, as: 'bars' | 'qr'): void {
  const luma = as === 'qr' ? drawQr(smallFilm, code) : drawBars(smallFilm, barsOf(code))
  writeFilm(file, smallFilm, Array.from<Uint8Array>({ length: frames }).fill(luma), framesPerSecond)
}
