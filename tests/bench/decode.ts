/**
 * Codes read from photographs: the camera's pipeline with its votes beside zxing-wasm and @zxing/library, each as it
 * comes, on the same pixels; and the processor time of a frame at two camera sizes. Times are of the processor, not
 * of the clock, so that a busy machine does not change them.
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

async function scoreWasm(photographs: readonly Photograph[]): Promise<Score> {
  const found = new Map<Luma, readonly string[]>()
  for (const { luma } of photographs) {
    const results = await readBarcodes(rgbaOf(luma), retail)
    found.set(
      luma,
      results.filter(({ isValid }) => isValid).map(({ text }) => canonical(text)),
    )
  }
  return score(photographs, (luma) => found.get(luma) ?? [])
}

function readWithLibrary({ width, height, data }: Luma): readonly string[] {
  const hints = new Map<DecodeHintType, unknown>([[DecodeHintType.TRY_HARDER, true]])
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

const framesEach = 6
const everyNth = 8
const frameMs = 33

async function frameRows(photographs: readonly Photograph[], engine: Engine, width: number, height: number) {
  const ours: number[] = []
  const other: number[] = []
  for (const photograph of photographs.filter((_, index) => index % everyNth === 0)) {
    const luma = framed(photograph, width, height)
    let state = firstFrame
    for (let frame = 0; frame < framesEach; frame++) {
      const startedMs = cpuMs()
      state = readFrame(state, luma, engine, frame * frameMs).state
      ours.push(cpuMs() - startedMs)
    }
    const image = rgbaOf(luma)
    const startedMs = cpuMs()
    await readBarcodes(image, retail)
    other.push(cpuMs() - startedMs)
  }
  return besideRows(
    'ms',
    { what: `processor time of a frame at ${height} lines`, samples: ours },
    { what: 'zxing-wasm, whole frame', samples: other },
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

export async function run(): Promise<readonly BenchRow[]> {
  const photographs = await loadPhotographs()
  if (typeof photographs === 'string') {
    console.log(`decode skipped: ${photographs}`)
    return []
  }
  const engine = await loadEngine()
  const ours = score(photographs, (luma) => {
    const found = readStill(luma, engine)
    return found === undefined ? [] : [canonical(found.text, found.symbology)]
  })
  return [
    ...scoreRows('zxing-wasm', ours, await scoreWasm(photographs)),
    ...scoreRows('@zxing/library, harder', ours, score(photographs, readWithLibrary)),
    ...(await frameRows(photographs, engine, 1_280, 720)),
    ...(await frameRows(photographs, engine, 1_920, 1_080)),
  ]
}
