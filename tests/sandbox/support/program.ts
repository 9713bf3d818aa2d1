/** The sandbox as it runs: its own process, real sockets on the loopback, its own key set and books in a directory. */

import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as v from 'valibot'

const readySchema = v.object({
  url: v.string(),
  secondUrl: v.string(),
  doorUrl: v.string(),
  merchantKeys: v.string(),
})

export type Running = v.InferOutput<typeof readySchema> & { readonly child: ChildProcess }

export async function startSandbox(directory: string): Promise<Running> {
  const main = new URL('../../../sandbox/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main, '--port', '0', '--data', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...v.parse(readySchema, JSON.parse(line)) }
  }
  throw new Error('the sandbox ended without saying where it listens')
}

export const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', resolve))
