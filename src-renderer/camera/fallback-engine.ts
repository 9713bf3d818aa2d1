/**
 * zxing in JavaScript, for a machine where WebAssembly is not to be had. It reads less and misreads more, so its
 * votes count less; UPC-E, which it cannot read, is not asked for. Each picture is read on its own: the library's
 * reading "with state" gives the last item again on an empty frame.
 */

import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library'
import type { Symbology } from '../../domain/code/retail-code.ts'
import type { Engine, Look, Read } from '../../domain/decode/engine.ts'
import type { Luma } from '../../domain/decode/luma.ts'

const symbologyByFormat = new Map<BarcodeFormat, Symbology>([
  [BarcodeFormat.EAN_13, 'ean13'],
  [BarcodeFormat.EAN_8, 'ean8'],
  [BarcodeFormat.UPC_A, 'upca'],
  [BarcodeFormat.CODE_128, 'code128'],
  [BarcodeFormat.ITF, 'itf14'],
  [BarcodeFormat.RSS_14, 'databar'],
  [BarcodeFormat.QR_CODE, 'qr'],
  [BarcodeFormat.DATA_MATRIX, 'datamatrix'],
])

const matrixFormats = [BarcodeFormat.QR_CODE, BarcodeFormat.DATA_MATRIX]
const linearFormats = [...symbologyByFormat.keys()].filter((format) => !matrixFormats.includes(format))

const hintsFor = (formats: readonly BarcodeFormat[], tryHarder: boolean): Map<DecodeHintType, unknown> =>
  new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, formats],
    ...(tryHarder ? [[DecodeHintType.TRY_HARDER, true] as const] : []),
  ])

/** A strip is small and worth the trouble; a whole picture looked at so costs half a second. */
const hintsByLook: Readonly<Record<Look, Map<DecodeHintType, unknown>>> = {
  strip: hintsFor(linearFormats, true),
  linear: hintsFor(linearFormats, false),
  matrix: hintsFor(matrixFormats, false),
}

function readLuma({ width, height, data }: Luma, look: Look): readonly Read[] {
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, width * height)
  const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(pixels, width, height)))
  try {
    const found = new MultiFormatReader().decode(bitmap, hintsByLook[look])
    const symbology = symbologyByFormat.get(found.getBarcodeFormat()) ?? 'other'
    const points = found.getResultPoints().map((point) => ({ x: point.getX(), y: point.getY() }))
    const [a = { x: 0, y: 0 }, b = a] = points
    return [{ text: found.getText(), symbology, aim: '', corners: [a, b, b, a] }]
  } catch {
    // The library's way of saying that there is no code in the picture.
    return []
  }
}

export const loadFallbackEngine = (): Engine => ({
  decoder: 'fallback',
  read: readLuma,
  room: (bytes) => new Uint8Array(bytes),
})
