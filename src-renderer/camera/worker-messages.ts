/**
 * What page and decoding worker say to each other. The page gives the worker the camera's frames as a stream and hears
 * of each frame what was read in it; no frame is ever sent, so none can queue.
 */

import type { Decoder, Sighting } from '../../domain/decode/vote.ts'

/** Said once, when the worker is ready. The stream is given away. */
export interface ToWorker {
  readonly frames: ReadableStream<VideoFrame>
}

/** A code read from one frame, by the worker's clock; `aim` is empty where the engine gave no identifier. */
export interface SeenCode extends Sighting {
  readonly aim: string
}

export type FromWorker =
  | { readonly kind: 'ready'; readonly decoder: Decoder }
  | { readonly kind: 'seen'; readonly seen: SeenCode | undefined }
