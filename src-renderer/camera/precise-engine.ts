/**
 * zxing-cpp in WebAssembly, from the app's own files: its default address is another company's server, which a kiosk
 * must never ask. It reads one empty picture first, because WebAssembly compiles what it runs only then.
 */

import { prepareZXingModule } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import type { Engine } from '../../domain/decode/engine.ts'
import { zxingEngine } from '../../domain/decode/zxing-engine.ts'

/** The largest picture asked of a camera: memory has its final size before the first frame. */
const warmUp = { width: 1_920, height: 1_080 }

export async function loadPreciseEngine(): Promise<Engine> {
  const overrides = { locateFile: () => wasmUrl }
  const engine = zxingEngine(await prepareZXingModule({ overrides, fireImmediately: true }))
  const empty = { ...warmUp, data: engine.room(warmUp.width * warmUp.height * 2) }
  for (const look of ['strip', 'linear', 'matrix'] as const) engine.read(empty, look)
  return engine
}
