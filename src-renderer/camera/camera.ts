/**
 * The camera while it is open: frames from the video to the worker, the newest only, and what the worker reads to the
 * vote. A code that counted is told once; closing lets go of camera and worker at once.
 */

import { countVote, type Decoder, noVotes } from '../../domain/decode/vote.ts'
import { err, ok, type Result } from '../../domain/result.ts'
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

export function readCodes(video: HTMLVideoElement, onCode: (code: SeenCode) => void): CameraReading {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })
  let decoder: Decoder = 'precise'
  let votes = noVotes
  let isFree = false
  let frameRequest = 0

  function sendFrame(): void {
    frameRequest = video.requestVideoFrameCallback(sendFrame)
    if (!isFree) return
    isFree = false
    const frame = new VideoFrame(video, { timestamp: performance.now() * 1_000 })
    worker.postMessage({ frame } satisfies ToWorker, [frame])
  }

  function count(seen: SeenCode): void {
    const vote = countVote(votes, seen, decoder)
    votes = vote.state
    if (vote.counts) onCode(seen)
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    isFree = true
    if (data.kind === 'ready') decoder = data.decoder
    else if (data.seen) count(data.seen)
  })
  frameRequest = video.requestVideoFrameCallback(sendFrame)

  return {
    stop() {
      video.cancelVideoFrameCallback(frameRequest)
      worker.terminate()
    },
  }
}
