/**
 * The port to whichever library turns pixels into text. The pipeline decides what it is shown and what is believed;
 * an engine only reads.
 */

import type { Symbology } from '../code/retail-code.ts'
import type { Luma, Point } from './luma.ts'
import type { Decoder } from './vote.ts'

/** What an engine is shown, and what it looks for there. */
export type Look =
  /** One upright strip: linear codes whose bars stand across its rows. */
  | 'strip'
  /** A whole picture, linear codes in any direction. UPC-E is left out: half a slanted EAN-13 looks like one. */
  | 'linear'
  /** A whole picture, QR and Data Matrix. */
  | 'matrix'

export interface Read {
  readonly text: string
  readonly symbology: Symbology
  /** AIM identifier (ISO/IEC 15424), with its bracket; empty where the engine does not know. */
  readonly aim: string
  /** Corners of the code in what was looked at; the first two lie on its top edge. */
  readonly corners: readonly [Point, Point, Point, Point]
}

export interface Engine {
  readonly decoder: Decoder
  /** What is in the picture, the surest first; nothing is the rule, not a failure. */
  read(luma: Luma, look: Look): readonly Read[]
  /**
   * Memory for a picture that the engine reads in place. It is good for one picture: ask again for the next. It reads
   * as empty if the engine had to move its memory meanwhile.
   */
  room(bytes: number): Uint8Array
}
