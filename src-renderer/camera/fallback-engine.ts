/**
 * zxing in JavaScript, for a machine where WebAssembly is not to be had. It reads less and misreads more, so its
 * votes count less; UPC-E, which it cannot read, is not asked for. Each frame is read on its own: the library's
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
import type { Engine, Read } from './engine.ts'

const symbologyByFormat = new Map<BarcodeFormat, Symbology>([
  [BarcodeFormat.EAN_13, 'ean13'],
  [BarcodeFormat.EAN_8, 'ean8'],
  [BarcodeFormat.UPC_A, 'upca'],
  [BarcodeFormat.CODE_128, 'code128'],
  [BarcodeFormat.ITF, 'itf14'],
  [BarcodeFormat.RSS_14, 'databar'],
  [BarcodeFormat.QR_CODE, 'qr'],
])

const hints = new Map<DecodeHintType, unknown>([
  [DecodeHintType.POSSIBLE_FORMATS, [...symbologyByFormat.keys()]],
])

/** Luma of RGBA pixels by the integer weights of ITU-R BT.601. */
function lumaOf({ data, width, height }: ImageData): Uint8ClampedArray {
  const luma = new Uint8ClampedArray(width * height)
  for (let pixel = 0, at = 0; pixel < luma.length; pixel++, at += 4) {
    luma[pixel] = (77 * (data[at] ?? 0) + 150 * (data[at + 1] ?? 0) + 29 * (data[at + 2] ?? 0)) >> 8
  }
  return luma
}

const itf14Digits = 14

function readLuma(picture: ImageData): Read | undefined {
  const source = new RGBLuminanceSource(lumaOf(picture), picture.width, picture.height)
  const bitmap = new BinaryBitmap(new HybridBinarizer(source))
  try {
    const found = new MultiFormatReader().decode(bitmap, hints)
    const text = found.getText()
    const symbology = symbologyByFormat.get(found.getBarcodeFormat()) ?? 'other'
    return symbology === 'itf14' && text.length !== itf14Digits ? undefined : { text, symbology }
  } catch {
    // The library's way of saying that there is no code in the picture.
    return undefined
  }
}

export const loadFallbackEngine = async (): Promise<Engine> => ({
  decoder: 'fallback',
  read: async (picture) => readLuma(picture),
})
