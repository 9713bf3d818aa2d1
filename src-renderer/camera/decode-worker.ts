/**
 * Reads codes from camera frames away from the page's thread: it takes the newest frame whenever it is free. It holds
 * one at a time, and what it has learnt from the frames before; a frame that cannot be read counts as empty.
 */

import type { Engine } from '../../domain/decode/engine.ts'
import { readFrame } from '../../domain/decode/frame-reader.ts'
import { firstFrame } from '../../domain/decode/schedule.ts'
import { eachFrame } from './frame-loop.ts'
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
  }
}

const engine = await loadEngine()

async function lookAt(frame: VideoFrame): Promise<void> {
  answer({ kind: 'seen', seen: await seenIn(frame, engine) })
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void eachFrame(data.frames.getReader(), lookAt)
})

answer({ kind: 'ready', decoder: engine.decoder })
