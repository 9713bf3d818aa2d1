/**
 * Has the image written by another process, so that lanes are answered while a million items are indexed. Pages are
 * handed over one at a time, as fast as they are taken; a writer that fails is a failed build, to be tried again.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { assert } from '../../domain/result.ts'
import type { ImagePages, ImageWriter } from './image-file.ts'

const program = new URL('./image-program.ts', import.meta.url).pathname

async function* linesOf(pages: ImagePages): AsyncGenerator<string> {
  for await (const page of pages) yield `${JSON.stringify(page)}\n`
}

export const writeImageElsewhere: ImageWriter = async (file, { epoch, version }, pages) => {
  const child = spawn(process.execPath, [program, file, epoch, String(version)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const exit = once(child, 'exit')
  // A writer that died closes its input; its exit says so more plainly than the broken pipe.
  const lines = Readable.from(linesOf(pages), { highWaterMark: 1 })
  await pipeline(lines, child.stdin).catch(() => child.kill())
  const [code] = await exit
  assert(code === 0, 'the image writer wrote the image')
}
