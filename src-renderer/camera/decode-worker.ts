/**
 * Reads codes from camera frames away from the page's thread. It holds one frame at a time and one buffer, whose size
 * is that of the last frame; a frame that cannot be read counts as empty.
 */

import type { Engine, Read } from './engine.ts'
import { loadPreciseEngine } from './precise-engine.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

const answer = (message: FromWorker): void => self.postMessage(message)

async function loadEngine(): Promise<Engine> {
  if (typeof WebAssembly === 'object') {
    try {
      return await loadPreciseEngine()
    } catch (error) {
      console.warn('WebAssembly is here but does not run; reading codes in JavaScript', error)
    }
  }
  const { loadFallbackEngine } = await import('./fallback-engine.ts')
  return loadFallbackEngine()
}

let pixels = new Uint8ClampedArray(0)

async function readFrame(frame: VideoFrame, engine: Engine): Promise<Read | undefined> {
  try {
    const { displayWidth: width, displayHeight: height } = frame
    const bytes = frame.allocationSize({ format: 'RGBA' })
    if (pixels.length !== bytes) pixels = new Uint8ClampedArray(bytes)
    await frame.copyTo(pixels, { format: 'RGBA' })
    return await engine.read(new ImageData(pixels, width, height))
  } catch (error) {
    console.warn('A camera frame could not be read', error)
    return undefined
  } finally {
    frame.close()
  }
}

const engine = await loadEngine()

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void readFrame(data.frame, engine).then((read) => answer({ kind: 'seen', read }))
})

answer({ kind: 'ready', decoder: engine.decoder })
