/**
 * The lines between the lane and the program that runs a terminal's SDKs: one JSON object a line, UTF-8. The program
 * says first what it is; then every question has a number, and its answer the same. What is none of these is counted
 * and dropped, and never repeated anywhere: a line may hold a token.
 */

import * as v from 'valibot'
import { faceDeviceSchema } from '../../domain/contract/face.ts'
import { parseJson } from '../../domain/parse.ts'
import { wallets } from '../../domain/sale/fact.ts'
import type { FaceLineRefusal } from './port.ts'
import type { SdkCall } from './sdk.ts'

/** An SDK's meta information and a provider's answer to it are some thousand characters. */
export const lineBytesMax = 65_536

const numberSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

const lineSchema = v.union([
  v.pipe(
    v.object({
      device: faceDeviceSchema,
      sdks: v.pipe(v.array(v.picklist(wallets)), v.maxLength(wallets.length)),
    }),
    v.transform((line) => ({ kind: 'hello' as const, ...line })),
  ),
  v.pipe(
    v.object({ id: numberSchema, answer: v.unknown() }),
    v.transform((line) => ({ kind: 'answer' as const, ...line })),
  ),
])

export type FaceLine =
  | v.InferOutput<typeof lineSchema>
  | { readonly kind: 'refused'; readonly why: FaceLineRefusal }

export type FaceQuestion =
  | { readonly id: number; readonly sdk: string; readonly call: SdkCall }
  /** Whether anybody is there. */
  | { readonly id: number; readonly ping: true }

export const lineOf = (question: FaceQuestion): Uint8Array => Buffer.from(`${JSON.stringify(question)}\n`)

function read(bytes: Uint8Array): FaceLine {
  const parsed = parseJson(lineSchema, Buffer.from(bytes).toString('utf8'))
  return parsed.ok ? parsed.value : { kind: 'refused', why: 'Malformed' }
}

export interface FaceLineReader {
  /** Takes in what came, split or joined in any way, and gives the lines that it ended. */
  push(data: Uint8Array): readonly FaceLine[]
  reset(): void
}

const newline = 0x0a

export function createFaceLineReader(): FaceLineReader {
  const held = new Uint8Array(lineBytesMax)
  let length = 0
  /** The rest of a line that is too long already, up to its end. */
  let isSkipping = false

  function reset(): void {
    // What was held may have been a token.
    held.fill(0, 0, length)
    length = 0
    isSkipping = false
  }

  function end(): readonly FaceLine[] {
    const isWhole = !isSkipping && length > 0
    const lines = isWhole ? [read(held.subarray(0, length))] : []
    reset()
    return lines
  }

  function take(byte: number): readonly FaceLine[] {
    if (byte === newline) return end()
    if (isSkipping) return []
    if (length < lineBytesMax) {
      held[length++] = byte
      return []
    }
    reset()
    isSkipping = true
    return [{ kind: 'refused', why: 'TooLong' }]
  }

  return { push: (data) => [...data].flatMap(take), reset }
}
