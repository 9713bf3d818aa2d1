/**
 * `scanway identify`: carries lines from one stream to another through the line protocol, one answer for each line and
 * in their order. Holds one line at a time and waits for whoever reads.
 */

import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { answerLine, refusalLine } from './line.ts'

/** The longest code, every character of it escaped, with room for the rest of its line. */
const lineLengthMax = 65_536

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

/** Ends when there are no more lines, or nobody who reads the answers: `head` leaving early is no failure. */
export async function identifyLines(input: Readable, output: Writable): Promise<number> {
  const year = new Date().getFullYear()
  async function* answers(): AsyncGenerator<string> {
    for await (const line of linesOf(input)) yield `${answer(line, year)}\n`
  }
  const left = (error: NodeJS.ErrnoException): boolean => error.code === 'EPIPE'
  return pipeline(answers, output, { end: false }).then(
    () => 0,
    (error: NodeJS.ErrnoException) => (left(error) ? 0 : 1),
  )
}
