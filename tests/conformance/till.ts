/**
 * A till under test: any program that reads the lines of the protocol from its standard input and answers each with
 * one line. It gets all lines at once and a time to finish; what it has not answered by then counts as no answer.
 */

import { spawn } from 'node:child_process'

const answerTimeMsMax = 120_000
const answerCharactersMax = 64 * 2 ** 20

/** The answers of a till, in the order of the lines; fewer than lines where it fell silent. */
export function askTill(command: string, lines: readonly string[]): Promise<readonly string[]> {
  const till = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] })
  let answered = ''
  till.stdout.setEncoding('utf8')
  till.stdout.on('data', (text: string) => {
    if (answered.length < answerCharactersMax) answered += text
  })
  const late = setTimeout(() => till.kill(), answerTimeMsMax)
  // A till that dies over a line is judged by what it said until then.
  till.stdin.on('error', () => undefined)
  till.stdin.end(lines.map((line) => `${line}\n`).join(''))
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(late)
      resolve(answered.split('\n').filter((line) => line !== ''))
    }
    till.on('error', end)
    till.on('close', end)
  })
}
