/**
 * zxing-cpp as an engine. The module is loaded by whoever has files or addresses; here it is only spoken to, through
 * its memory: pictures are written there once and read in place. UPC-A and UPC-E come widened to thirteen digits.
 */

import type { Symbology } from '../code/retail-code.ts'
import { assert } from '../result.ts'
import type { Engine, Look, Read } from './engine.ts'
import type { Luma, Point } from './luma.ts'

interface ZxingResult {
  readonly isValid: boolean
  readonly format: string
  readonly text: string
  readonly symbologyIdentifier: string
  readonly position: Readonly<Record<'topLeft' | 'topRight' | 'bottomRight' | 'bottomLeft', Point>>
}

/** The part of zxing-wasm's reader module that is used. */
interface ZxingModule {
  readonly HEAPU8: Uint8Array
  _malloc(bytes: number): number
  _free(at: number): void
  readBarcodesFromPixmap(
    at: number,
    width: number,
    height: number,
    options: typeof commonOptions & { readonly formats: string },
  ): { size(): number; get(index: number): ZxingResult | undefined; delete?(): void }
}

/** The library's own numbers: 0 is the local-average binarizer, ignored add-ons, plain text. */
const commonOptions = {
  tryHarder: true,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 0,
  isPure: false,
  downscaleFactor: 2,
  downscaleThreshold: 500,
  minLineCount: 2,
  maxNumberOfSymbols: 1,
  validateOptionalChecksum: false,
  returnErrors: false,
  eanAddOnSymbol: 0,
  textMode: 0,
  characterSet: 0,
  tryCode39ExtendedMode: false,
}

const linearFormats = 'EAN13,EAN8,UPCA,Code128,ITF14,DataBar,DataBarLtd,DataBarExp,DataBarExpStk'

const optionsByLook: Readonly<Record<Look, typeof commonOptions & { readonly formats: string }>> = {
  strip: { ...commonOptions, formats: `${linearFormats},UPCE`, tryRotate: false, tryDownscale: false },
  linear: { ...commonOptions, formats: linearFormats },
  matrix: { ...commonOptions, formats: 'QRCode,DataMatrix' },
}

const symbologyByFormat: Readonly<Record<string, Symbology>> = {
  EAN13: 'ean13',
  EAN8: 'ean8',
  // Thirteen digits either way: one name, or frames that agree would not be seen to.
  UPCA: 'ean13',
  UPCE: 'upce',
  Code128: 'code128',
  ITF: 'itf14',
  ITF14: 'itf14',
  DataBar: 'databar',
  DataBarOmni: 'databar',
  DataBarStk: 'databar',
  DataBarStkOmni: 'databar',
  DataBarLtd: 'databar',
  DataBarExp: 'databar',
  DataBarExpStk: 'databar',
  QRCode: 'qr',
  QRCodeModel1: 'qr',
  QRCodeModel2: 'qr',
  DataMatrix: 'datamatrix',
}

function readOf({ format, text, symbologyIdentifier: aim, position }: ZxingResult): Read {
  const { topLeft, topRight, bottomRight, bottomLeft } = position
  const corners = [topLeft, topRight, bottomRight, bottomLeft] as const
  return { text, symbology: symbologyByFormat[format] ?? 'other', aim, corners }
}

/** One block of the module's memory, which grows to the largest thing it had to hold. */
function block(module: ZxingModule) {
  let at = 0
  let size = 0
  return (bytes: number): number => {
    if (bytes <= size) return at
    if (at !== 0) module._free(at)
    at = module._malloc(bytes)
    size = bytes
    return at
  }
}

/** The library's types say nothing of its memory, so it is looked at once. */
const isZxingModule = (module: object): module is ZxingModule =>
  'HEAPU8' in module && '_malloc' in module && '_free' in module && 'readBarcodesFromPixmap' in module

/** `loaded` is what zxing-wasm's `prepareZXingModule` gives. */
export function zxingEngine(loaded: object): Engine {
  assert(isZxingModule(loaded), 'the reader module shows its memory')
  const module: ZxingModule = loaded
  const pictureAt = block(module)
  const copyAt = block(module)

  /** Where the pixels are in the module's memory; copied there unless they already are. */
  function placed({ width, height, data }: Luma): number {
    if (data.buffer === module.HEAPU8.buffer) return data.byteOffset
    const at = copyAt(width * height)
    module.HEAPU8.set(data.subarray(0, width * height), at)
    return at
  }

  return {
    decoder: 'precise',
    read(luma, look) {
      const at = placed(luma)
      const found = module.readBarcodesFromPixmap(at, luma.width, luma.height, optionsByLook[look])
      const results = Array.from({ length: found.size() }, (_, index) => found.get(index))
      found.delete?.()
      return results.flatMap((result) => (result?.isValid ? [readOf(result)] : []))
    },
    room(bytes) {
      const at = pictureAt(bytes)
      return module.HEAPU8.subarray(at, at + bytes)
    },
  }
}
