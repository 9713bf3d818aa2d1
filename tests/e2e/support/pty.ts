/**
 * A scanner's cable for the tests: what is written at one end arrives at the other as from a serial line, where the
 * real driver listens. Unplugging is ending the pair; laying it again under the same name is plugging in.
 */

import fs from 'node:fs'
import path from 'node:path'
import { assert } from '../../../domain/result.ts'
import { layCable } from '../../../tools/world/pty.ts'

export interface Pty {
  /** The path the kiosk opens. */
  readonly device: string
  readonly write: (bytes: string | Uint8Array) => void
  /** As scanners send it: the code and a carriage return. */
  readonly scan: (code: string) => void
  readonly unplug: () => Promise<void>
}

/** Needs socat. */
export async function openPty(folder: string, name: string): Promise<Pty> {
  const device = path.join(folder, name)
  const cable = await layCable(path.join(folder, `${name}-hand`), device)
  assert(cable.ok, 'socat lays the cable')
  const { near, end } = cable.value
  const line = fs.openSync(near, fs.constants.O_WRONLY | fs.constants.O_NOCTTY)
  let plugged = true
  const write = (bytes: string | Uint8Array): void => {
    fs.writeSync(line, typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes)
  }
  return {
    device,
    write,
    scan: (code) => write(`${code}\r`),
    unplug: async () => {
      if (!plugged) return
      plugged = false
      fs.closeSync(line)
      await end()
    },
  }
}
