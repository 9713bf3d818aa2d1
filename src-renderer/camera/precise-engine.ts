/**
 * zxing-cpp in WebAssembly, from the app's own files: its default address is another company's server, which a kiosk
 * must never ask. UPC-A and UPC-E come widened to thirteen digits.
 */

import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { Symbology } from '../../domain/code/retail-code.ts'
import type { Engine } from './engine.ts'

const options: ReaderOptions = {
  formats: ['EAN13', 'EAN8', 'UPCA', 'UPCE', 'Code128', 'ITF14', 'DataBar', 'DataBarExp', 'QRCode'],
  tryHarder: false,
  tryRotate: true,
  tryInvert: false,
  tryDownscale: false,
  maxNumberOfSymbols: 1,
  minLineCount: 2,
  returnErrors: false,
  eanAddOnSymbol: 'Ignore',
  textMode: 'Plain',
}

const symbologyByFormat: Partial<Record<ReadResult['format'], Symbology>> = {
  EAN13: 'ean13',
  EAN8: 'ean8',
  UPCA: 'upca',
  UPCE: 'upce',
  Code128: 'code128',
  ITF14: 'itf14',
  DataBar: 'databar',
  DataBarOmni: 'databar',
  DataBarStk: 'databar',
  DataBarStkOmni: 'databar',
  DataBarExp: 'databar',
  DataBarExpStk: 'databar',
  QRCode: 'qr',
  QRCodeModel2: 'qr',
}

export async function loadPreciseEngine(): Promise<Engine> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true })
  return {
    decoder: 'precise',
    async read(picture) {
      const [found] = await readBarcodes(picture, options)
      return found?.isValid
        ? { text: found.text, symbology: symbologyByFormat[found.format] ?? 'other' }
        : undefined
    },
  }
}
