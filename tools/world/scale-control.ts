/**
 * The hand at the demo's scale: one line of text for what it does, over a socket in the demo's folder, and one line
 * back for what came of it. What it does not understand it says, and does nothing.
 */

import { rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { err, ok, type Result } from '../../domain/result.ts'
import { parseKilograms } from '../../domain/weight.ts'
import type { DemoScale } from './scale.ts'

export const scaleWords =
  'a weight in kilograms such as 0.732, remove, wobble, overload, lift, unplug or plug'

const lineBytesMax = 64

/** What came of it, in a sentence; the error says what would have been understood. */
export async function handle(
  { plate, plug, unplug }: DemoScale,
  line: string,
): Promise<Result<string, string>> {
  const word = line.trim()
  const grams = parseKilograms(word)
  if (grams !== undefined) {
    plate.put(grams)
    return ok(`${word} kg lie on the scale`)
  }
  switch (word) {
    case 'remove':
      plate.remove()
      return ok('nothing lies on the scale')
    case 'wobble':
      plate.wobble()
      return ok('a hand trembles on the scale')
    case 'overload':
      plate.overload()
      return ok('more than it can bear lies on the scale')
    case 'lift':
      plate.lift()
      return ok('the scale shows less than nothing')
    case 'unplug':
      await unplug()
      return ok('the scale is unplugged')
    case 'plug': {
      const plugged = await plug()
      return plugged.ok ? ok('the scale is plugged in') : err('socat is missing')
    }
  }
  return err(`say ${scaleWords}`)
}

function serve(scale: DemoScale, socket: Socket): void {
  let bytes = 0
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > lineBytesMax) socket.destroy()
  })
  createInterface(socket).once('line', (line) => {
    void handle(scale, line).then((done) => socket.end(done.ok ? `${done.value}\n` : `no: ${done.error}\n`))
  })
}

/** Listens at this path; `undefined` where it cannot, which costs the demo its hand and nothing else. */
export async function openScaleControl(file: string, scale: DemoScale): Promise<Server | undefined> {
  rmSync(file, { force: true })
  const server = createServer((socket) => serve(scale, socket))
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(file, () => resolve(true))
  })
  return isListening ? server : undefined
}
