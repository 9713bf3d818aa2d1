/**
 * When a code seen by the camera counts: a single frame is never believed, because on blurred bars every decoder
 * now and then reads a wrong code whose check digit holds. Some frames must agree in a row within a short time, and
 * what counted once counts again only after it was out of view. Pure; frames come with their own time.
 */

import type { Symbology } from '../code/retail-code.ts'

/** One code read from one frame. */
export interface Sighting {
  readonly text: string
  readonly symbology: Symbology
  /** Monotonic. */
  readonly atMs: number
  /** Frames that must agree beyond those its kind needs, because the code was small or otherwise unsure. */
  readonly doubt?: number
}

/** How well the decoder reads: the fallback engine misreads more, so it must agree with itself more often. */
export type Decoder = 'precise' | 'fallback'

export const voteWindowMs = 500

/** A code that counted must be unseen this long before it counts again. */
export const rearmMs = 700

/** Codes remembered as still in view; more than a hand can show. */
const heldMax = 8

export interface Held {
  readonly code: string
  readonly seenAtMs: number
}

export interface VoteState {
  /** The code the last frames agreed on, and when each of them saw it. */
  readonly candidate: { readonly code: string; readonly seenAtMs: readonly number[] } | undefined
  readonly held: readonly Held[]
}

export const noVotes: VoteState = { candidate: undefined, held: [] }

/** Short codes, and those without a strong check, need a third frame. */
export function votesNeeded(symbology: Symbology, decoder: Decoder): number {
  const extra = decoder === 'fallback' ? 1 : 0
  switch (symbology) {
    case 'ean13':
    case 'upca':
    case 'code128':
    case 'qr':
    case 'datamatrix':
      return 2 + extra
    case 'ean8':
    case 'upce':
    case 'itf14':
    case 'databar':
    case 'other':
      return 3 + extra
  }
}

export interface Vote {
  readonly state: VoteState
  /** Whether this sighting is the one that makes the code count. */
  readonly counts: boolean
}

/** EAN-8 and UPC-E share digits but not goods, so a code is its text and its kind. */
const codeOf = ({ symbology, text }: Sighting): string => `${symbology}:${text}`

/** Takes one more sighting. Sightings come in the order of their frames; a different code starts the count anew. */
export function countVote(state: VoteState, sighting: Sighting, decoder: Decoder): Vote {
  const { atMs } = sighting
  const code = codeOf(sighting)
  const inView = state.held.filter((held) => atMs - held.seenAtMs < rearmMs)
  const others = inView.filter((held) => held.code !== code)
  if (others.length < inView.length) {
    return { state: { candidate: undefined, held: [...others, { code, seenAtMs: atMs }] }, counts: false }
  }
  const before = state.candidate?.code === code ? state.candidate.seenAtMs : []
  const seenAtMs = [...before.filter((seen) => atMs - seen <= voteWindowMs), atMs]
  if (seenAtMs.length < votesNeeded(sighting.symbology, decoder) + (sighting.doubt ?? 0)) {
    return { state: { candidate: { code, seenAtMs }, held: inView }, counts: false }
  }
  const held = [...inView, { code, seenAtMs: atMs }].slice(-heldMax)
  return { state: { candidate: undefined, held }, counts: true }
}
