/**
 * What reads a code out of a picture, whichever library does it: the port between the worker and its two engines.
 */

import type { Symbology } from '../../domain/code/retail-code.ts'
import type { Decoder } from '../../domain/decode/vote.ts'

export interface Read {
  readonly text: string
  readonly symbology: Symbology
}

export interface Engine {
  readonly decoder: Decoder
  /** The best code in the picture, if there is one. */
  read(picture: ImageData): Promise<Read | undefined>
}
