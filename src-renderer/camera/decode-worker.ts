/**
 * Reads codes from camera frames away from the page's thread. It holds one frame at a time, and what it has learnt
 * from the frames before; a frame that cannot be read counts as empty.
 */

import type { Engine } from '../../domain/decode/engine.ts'
import { readFrame } from '../../domain/decode/frame-reader.ts'
import { firstFrame } from '../../domain/decode/schedule.ts'
import { lumaOfFrame } from './frame-luma.ts'
import type { FromWorker, SeenCode, ToWorker } from './worker-messages.ts'

const answer = (message: FromWorker): void => self.postMessage(message)

async function loadEngine(): Promise<Engine> {
  if (typeof WebAssembly === 'object') {
    const { loadPreciseEngine } = await import('./precise-engine.ts')
    try {
      return await loadPreciseEngine()
    } catch (error) {
      console.warn('WebAssembly is here but does not run; reading codes in JavaScript', error)
    }
  }
  const { loadFallbackEngine } = await import('./fallback-engine.ts')
  return loadFallbackEngine()
}

let state = firstFrame

async function seenIn(frame: VideoFrame, engine: Engine): Promise<SeenCode | undefined> {
  try {
    const luma = await lumaOfFrame(frame, engine)
    const outcome = readFrame(state, luma, engine, performance.now())
    state = outcome.state
    return outcome.sighting && { ...outcome.sighting, aim: outcome.aim }
  } catch (error) {
    console.warn('A camera frame could not be read', error)
    return undefined
  } finally {
    frame.close()
  }
}

const engine = await loadEngine()

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void seenIn(data.frame, engine).then((seen) => answer({ kind: 'seen', seen }))
})

answer({ kind: 'ready', decoder: engine.decoder })
