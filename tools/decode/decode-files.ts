/**
 * `scanway decode FILE…`: image files through the camera's own reading and votes, then through `identify`. One answer
 * a file, in their order; a file without a code that can be believed is answered with a refusal, never with a guess.
 */

import type { Writable } from 'node:stream'
import { readStill, type StillRead } from '../../domain/decode/still.ts'
import { answerLine } from '../scanway/line.ts'
import { openPictures } from './pictures.ts'
import { loadEngine } from './zxing.ts'

export interface DecodeAnswer {
  readonly file: string
  /** Time of reading, without opening the file. */
  readonly ms: number
  readonly format?: string
  readonly text?: string
  /** What `identify` says of the text. */
  readonly [detail: string]: unknown
}

const refusal = (file: string, reason: string, ms = 0): DecodeAnswer => ({
  file,
  ms,
  kind: 'unknown',
  rule: 'picture',
  refusal: { reason },
})

function answer(file: string, read: StillRead, ms: number): DecodeAnswer {
  const { text, symbology: format, aim } = read
  const line = JSON.stringify({ data: text, format, ...(aim === '' ? {} : { aim }) })
  const identified: Readonly<Record<string, unknown>> = JSON.parse(answerLine(line, new Date().getFullYear()))
  return { file, ms, format, text, aim, ...identified }
}

async function* decodeFiles(files: readonly string[]): AsyncGenerator<DecodeAnswer> {
  const pictures = await openPictures()
  if (!pictures.ok) {
    for (const file of files) yield refusal(file, pictures.error.kind)
    return
  }
  try {
    const engine = await loadEngine()
    for (const file of files) {
      const picture = await pictures.value.read(file)
      if (!picture.ok) {
        yield refusal(file, picture.error.kind)
        continue
      }
      const startedMs = performance.now()
      const read = readStill(picture.value, engine)
      const ms = Math.round((performance.now() - startedMs) * 10) / 10
      yield read === undefined ? refusal(file, 'NoCode', ms) : answer(file, read, ms)
    }
  } finally {
    await pictures.value.close()
  }
}

/** Ends with 0 when every file had a code, 1 otherwise. */
export async function decodeToLines(files: readonly string[], output: Writable): Promise<number> {
  let unread = 0
  for await (const found of decodeFiles(files)) {
    if (found.text === undefined) unread += 1
    output.write(`${JSON.stringify(found)}\n`)
  }
  return unread === 0 ? 0 : 1
}
