/** Reads a JSON-lines seed file line by line, so that a million items pass through little memory. */

import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** A line that is not JSON comes as `undefined`, for the seed to refuse by its number. */
export async function* readSeedFile(file: string): AsyncGenerator<unknown> {
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) {
    if (line.trim() !== '') yield jsonOf(line)
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
