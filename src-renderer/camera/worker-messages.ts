/**
 * What page and decoding worker say to each other. One frame is on its way at a time: the page sends the next when
 * the last was answered, so nothing ever queues.
 */

import type { Decoder } from '../../domain/decode/vote.ts'
import type { Read } from './engine.ts'

/** A frame is given away: the worker closes it. */
export interface ToWorker {
  readonly frame: VideoFrame
}

export type FromWorker =
  | { readonly kind: 'ready'; readonly decoder: Decoder }
  | { readonly kind: 'seen'; readonly read: Read | undefined }
