/**
 * A display for the kiosk's window: the machine's own, or a virtual one of a portrait kiosk's size.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { err, ok, type Result } from '../../domain/result.ts'

export interface Display {
  /** What goes into DISPLAY. */
  readonly name: string
  readonly virtual: boolean
  end(): Promise<void>
}

export type DisplayRefusal = { readonly kind: 'NoXvfb' }

const portraitScreen = '1080x1920x24'

const isReadable = (stream: unknown): stream is Readable =>
  typeof stream === 'object' && stream !== null && 'on' in stream

/** The display number that Xvfb chose, which it writes when it is ready. */
function chosenNumber(child: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    const channel = child.stdio[3]
    if (!isReadable(channel)) return resolve(undefined)
    let text = ''
    channel.on('data', (chunk) => {
      text += String(chunk)
      if (text.endsWith('\n')) resolve(text.trim())
    })
    child.once('error', () => resolve(undefined))
    child.once('exit', () => resolve(undefined))
  })
}

export async function openDisplay(
  own: string | undefined,
  screen = portraitScreen,
): Promise<Result<Display, DisplayRefusal>> {
  if (own) return ok({ name: own, virtual: false, end: async () => {} })
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const number = await chosenNumber(child)
  if (number === undefined) return err({ kind: 'NoXvfb' })
  return ok({
    name: `:${number}`,
    virtual: true,
    async end() {
      child.kill('SIGTERM')
      await ended
    },
  })
}
