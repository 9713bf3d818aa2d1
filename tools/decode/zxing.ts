/** The reader engine in Node: zxing-cpp's module from the installed package's own file, never from the network. */

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule } from 'zxing-wasm/reader'
import type { Engine } from '../../domain/decode/engine.ts'
import { zxingEngine } from '../../domain/decode/zxing-engine.ts'

async function loadZxingModule(): Promise<object> {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  const wasmBinary = new Uint8Array(await readFile(file)).buffer
  return prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
}

export const loadEngine = async (): Promise<Engine> => zxingEngine(await loadZxingModule())
