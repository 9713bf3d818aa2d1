/**
 * The camera while it is open: its frames to the worker, the newest only, and what the worker reads to the vote. A code
 * that counted is told once; closing lets go of the worker at once, and the worker of the frames.
 */

import { countVote, type Decoder, noVotes } from '../../domain/decode/vote.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { newestFrames } from './newest-frames.ts'
import type { FromWorker, SeenCode, ToWorker } from './worker-messages.ts'

export type CameraRefusal = { readonly kind: 'missing' | 'denied' | 'failed' }

/** A module must be two and a half pixels wide to be read surely: at this size a code may be held at arm's length. */
const wanted: MediaStreamConstraints = {
  video: {
    width: { ideal: 1920 },
    height: { ideal: 1080 },
    frameRate: { ideal: 30 },
    facingMode: { ideal: 'environment' },
  },
  audio: false,
}

const refusalByError: Readonly<Record<string, CameraRefusal['kind']>> = {
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotAllowedError: 'denied',
  SecurityError: 'denied',
}

export async function openStream(): Promise<Result<MediaStream, CameraRefusal>> {
  if (!('mediaDevices' in navigator)) return err({ kind: 'missing' })
  try {
    return ok(await navigator.mediaDevices.getUserMedia(wanted))
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    return err({ kind: refusalByError[name] ?? 'failed' })
  }
}

export interface CameraReading {
  stop(): void
}

export function readCodes(track: MediaStreamTrack, onCode: (code: SeenCode) => void): CameraReading {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })
  let decoder: Decoder = 'precise'
  let votes = noVotes

  function begin(by: Decoder): void {
    decoder = by
    const frames = newestFrames(track)
    worker.postMessage({ frames } satisfies ToWorker, [frames])
  }

  function count(seen: SeenCode): void {
    const vote = countVote(votes, seen, decoder)
    votes = vote.state
    if (vote.counts) onCode(seen)
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'ready') begin(data.decoder)
    else if (data.seen) count(data.seen)
  })

  return { stop: () => worker.terminate() }
}
