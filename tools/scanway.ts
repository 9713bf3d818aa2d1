/**
 * `npm run -s scanway -- COMMAND`: the engine on a command line, for people and for other programs. `identify` reads
 * one JSON a line from standard input and writes one JSON a line: what each code is, and by which rule. `decode FILE…`
 * does the same for the codes in image files.
 */

import { decodeToLines } from './decode/decode-files.ts'
import { identifyLines } from './scanway/identify-lines.ts'

const commands: Readonly<Record<string, (options: readonly string[]) => Promise<number>>> = {
  identify: () => identifyLines(process.stdin, process.stdout),
  decode: (files) => decodeToLines(files, process.stdout),
}

/** EX_USAGE of sysexits.h. */
const badUsage = 64

const [name = '', ...options] = process.argv.slice(2)
const command = commands[name]
if (command === undefined) {
  console.error(`scanway: npm run -s scanway -- ${Object.keys(commands).join('|')}`)
  process.exitCode = badUsage
} else {
  process.exitCode = await command(options)
}
