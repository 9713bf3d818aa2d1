/**
 * Codes read from photographs: the camera's pipeline with its votes beside zxing-wasm and @zxing/library, as they come
 * and tuned, on the same pixels; what is read by what makes it hard; and the processor time of a frame at two camera
 * sizes. Times are of the processor, not of the clock, so that a busy machine does not change them. Chromium's own
 * BarcodeDetector is not beside them: it is not there on Linux.
 */

import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library'
import { type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import type { Engine } from '../../domain/decode/engine.ts'
import { readFrame } from '../../domain/decode/frame-reader.ts'
import type { Luma } from '../../domain/decode/luma.ts'
import { firstFrame } from '../../domain/decode/schedule.ts'
import { readStill } from '../../domain/decode/still.ts'
import { loadEngine } from '../../tools/decode/zxing.ts'
import {
  canonical,
  loadPhotographs,
  type Photograph,
  type Score,
  score,
} from '../domain/decode/photographs.ts'
import { type BenchRow, besideRows } from './figures.ts'
import { groupsOf } from './photograph-groups.ts'

const retail: ReaderOptions = {
  formats: [
    'EANUPC',
    'Code128',
    'ITF14',
    'DataBar',
    'DataBarLtd',
    'DataBarExp',
    'DataBarExpStk',
    'QRCode',
    'DataMatrix',
  ],
  textMode: 'Plain',
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

const rgbaOf = ({ width, height, data }: Luma): ImageData => {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let at = 0; at < width * height; at++) rgba.fill(data[at] ?? 0, at * 4, at * 4 + 3)
  return { width, height, data: rgba, colorSpace: 'srgb' } as ImageData
}

/** The setting with which zxing-wasm reads most photographs: blurred ones at half their size. */
const tuned: ReaderOptions = { ...retail, downscaleFactor: 2, downscaleThreshold: 100 }

type Texts = ReadonlyMap<Luma, readonly string[]>

async function wasmTexts(photographs: readonly Photograph[], options: ReaderOptions): Promise<Texts> {
  const found = new Map<Luma, readonly string[]>()
  for (const { luma } of photographs) {
    const results = await readBarcodes(rgbaOf(luma), options)
    found.set(
      luma,
      results.filter(({ isValid }) => isValid).map(({ text }) => canonical(text)),
    )
  }
  return found
}

function readWithLibrary({ width, height, data }: Luma, isHarder: boolean): readonly string[] {
  const hints = new Map<DecodeHintType, unknown>(isHarder ? [[DecodeHintType.TRY_HARDER, true]] : [])
  const source = new RGBLuminanceSource(new Uint8ClampedArray(data), width, height)
  try {
    const found = new MultiFormatReader().decode(new BinaryBitmap(new HybridBinarizer(source)), hints)
    const isItf = found.getBarcodeFormat() === BarcodeFormat.ITF
    return isItf && found.getText().length !== 14 ? [] : [canonical(found.getText())]
  } catch {
    return []
  }
}

/** The photograph in the middle of a grey frame of the camera's size, cut where it is larger. */
function framed({ luma }: Photograph, width: number, height: number): Luma {
  const data = new Uint8Array(width * height).fill(128)
  const left = Math.max(0, (width - luma.width) >> 1)
  const top = Math.max(0, (height - luma.height) >> 1)
  const shown = Math.min(width, luma.width)
  for (let y = 0; y < Math.min(height, luma.height); y++) {
    data.set(luma.data.subarray(y * luma.width, y * luma.width + shown), (y + top) * width + left)
  }
  return { width, height, data }
}

/** A round of all the dear ways. */
const framesEach = 8
const everyNth = 8
const frameMs = 33
const frameShares = [0.5, 0.95, 0.99] as const

/** Photographs looked at before any is measured: code runs slowly until it has run a while. */
const warmUps = 3

async function frameRows(photographs: readonly Photograph[], engine: Engine, width: number, height: number) {
  const ours: number[] = []
  const other: number[] = []
  const some = photographs.filter((_, index) => index % everyNth === 0)
  for (const [index, photograph] of [...some.slice(0, warmUps), ...some].entries()) {
    const luma = framed(photograph, width, height)
    let state = firstFrame
    for (let frame = 0; frame < framesEach; frame++) {
      const startedMs = cpuMs()
      state = readFrame(state, luma, engine, frame * frameMs).state
      if (index >= warmUps) ours.push(cpuMs() - startedMs)
    }
    const image = rgbaOf(luma)
    const startedMs = cpuMs()
    await readBarcodes(image, retail)
    if (index >= warmUps) other.push(cpuMs() - startedMs)
  }
  return besideRows(
    'ms',
    { what: `processor time of a frame at ${height} lines`, samples: ours },
    { what: 'zxing-wasm, whole frame', samples: other },
    frameShares,
  )
}

const scoreRows = (what: string, ours: Score, theirs: Score): readonly BenchRow[] => [
  {
    what: 'photographs read',
    measure: 'after votes',
    unit: '',
    figure: ours.read,
    beside: { what, figure: theirs.read },
  },
  {
    what: 'photographs misread',
    measure: 'after votes',
    unit: '',
    figure: ours.misread.length,
    beside: { what, figure: theirs.misread.length },
  },
]

function groupRows(photographs: readonly Photograph[], ours: Texts, wasm: Texts): readonly BenchRow[] {
  const readOf = (some: readonly Photograph[], texts: Texts): number =>
    score(some, (luma) => texts.get(luma) ?? []).read
  return groupsOf(photographs).map(({ what, photographs: some }) => ({
    what: `· ${what}`,
    measure: `of ${some.length}`,
    unit: '',
    figure: readOf(some, ours),
    beside: { what: 'zxing-wasm', figure: readOf(some, wasm) },
  }))
}

export async function run(): Promise<readonly BenchRow[]> {
  const photographs = await loadPhotographs()
  if (typeof photographs === 'string') {
    console.log(`decode skipped: ${photographs}`)
    return []
  }
  const engine = await loadEngine()
  const read = (luma: Luma): readonly string[] => {
    const found = readStill(luma, engine)
    return found === undefined ? [] : [canonical(found.text, found.symbology)]
  }
  const ours: Texts = new Map(photographs.map(({ luma }) => [luma, read(luma)]))
  const wasm = await wasmTexts(photographs, retail)
  const scored = (texts: Texts): Score => score(photographs, (luma) => texts.get(luma) ?? [])
  const library = (isHarder: boolean): Score => score(photographs, (luma) => readWithLibrary(luma, isHarder))
  return [
    ...scoreRows('zxing-wasm', scored(ours), scored(wasm)),
    ...scoreRows('zxing-wasm, tuned', scored(ours), scored(await wasmTexts(photographs, tuned))),
    ...scoreRows('@zxing/library', scored(ours), library(false)),
    ...scoreRows('@zxing/library, harder', scored(ours), library(true)),
    ...groupRows(photographs, ours, wasm),
    ...(await frameRows(photographs, engine, 1_280, 720)),
    ...(await frameRows(photographs, engine, 1_920, 1_080)),
  ]
}
