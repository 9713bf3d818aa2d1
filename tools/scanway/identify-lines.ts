/**
 * `scanway identify`: carries lines from one stream to another through the line protocol, one answer for each line and
 * in their order. Holds one line at a time and waits for whoever reads.
 */

import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { answerLine, refusalLine } from './line.ts'

/** The longest code, every character of it escaped, with room for the rest of its line. */
export const lineLengthMax = 65_536

/** Cuts a stream into lines. Of one that is too long only the head is kept, enough to know it by. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let held = ''
  input.setEncoding('utf8')
  for await (const chunk of input) {
    const [first = '', ...others] = String(chunk).split('\n')
    held = (held + first).slice(0, lineLengthMax + 1)
    for (const other of others) {
      yield held
      held = other.slice(0, lineLengthMax + 1)
    }
  }
  if (held !== '') yield held
}

function answer(line: string, year: number): string {
  if (line.length > lineLengthMax) return refusalLine('LineTooLong', `more than ${lineLengthMax} characters`)
  return answerLine(line, year)
}

export async function identifyLines(input: Readable, output: Writable): Promise<number> {
  const year = new Date().getFullYear()
  // A reader that leaves early, as `head` does, is no failure.
  output.once('error', () => input.destroy())
  for await (const line of linesOf(input)) {
    if (!output.writable) break
    if (!output.write(`${answer(line, year)}\n`)) await once(output, 'drain')
  }
  return 0
}
