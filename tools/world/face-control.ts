/** What a hand can do to the demo's face terminal, and who can stand before it. */

import { err, ok, type Result } from '../../domain/result.ts'
import type { DemoFace } from './face.ts'

export const faceWords =
  'the name of who looks into the camera (password…, short…, risky… and stranger… behave as they are called), or ' +
  '--away, --cancel, --other-way, --hang, --wake, --break, --mend, --unplug or --plug'

const user = /^[0-9A-Za-z_-]{1,32}$/

/** What came of it, in a sentence; the error says what would have been understood. */
export async function handleFace(
  { terminal, plug, unplug }: DemoFace,
  line: string,
): Promise<Result<string, string>> {
  const word = line.trim()
  switch (word) {
    case '--away':
      terminal.stepAway()
      return ok('nobody stands before the camera')
    case '--cancel':
      terminal.cancel()
      return ok('the shopper cancelled at the terminal')
    case '--other-way':
      terminal.payOtherwise()
      return ok('the shopper wants to pay otherwise')
    case '--hang':
      terminal.freeze(true)
      return ok('the terminal hangs')
    case '--wake':
      terminal.freeze(false)
      return ok('the terminal answers again')
    case '--break':
      terminal.breakSdks(true)
      return ok('the terminal fails at every call')
    case '--mend':
      terminal.breakSdks(false)
      return ok('the terminal works again')
    case '--unplug':
      await unplug()
      return ok('the terminal is unplugged')
    case '--plug':
      return (await plug()) ? ok('the terminal is plugged in') : err('its socket cannot be opened')
  }
  if (word.startsWith('-') || !user.test(word)) return err(`say ${faceWords}`)
  terminal.step(word)
  return ok(`${word} stands before the camera`)
}
