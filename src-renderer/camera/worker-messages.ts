/**
 * What page and decoding worker say to each other. One frame is on its way at a time: the page sends the next when
 * the last was answered, so nothing ever queues.
 */

import type { Decoder, Sighting } from '../../domain/decode/vote.ts'

/** A frame is given away: the worker closes it. */
export interface ToWorker {
  readonly frame: VideoFrame
}

/** A code read from one frame, by the worker's clock; `aim` is empty where the engine gave no identifier. */
export interface SeenCode extends Sighting {
  readonly aim: string
}

export type FromWorker =
  | { readonly kind: 'ready'; readonly decoder: Decoder }
  | { readonly kind: 'seen'; readonly seen: SeenCode | undefined }
