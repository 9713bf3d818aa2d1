/**
 * Starts Electron as a person or a thief would: the binary itself, with a command line, without a test attached.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { descendants, endChild, kill } from './processes.ts'

const asRoot = process.getuid?.() === 0

export interface PlainRun {
  readonly child: ChildProcess
  /** Resolves when it ends: its exit code, and the tail of what it printed. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>
  readonly end: () => Promise<void>
}

const outputCharactersMax = 10_000

/** Outside Electron the package answers with the path of its binary. */
function electronBinary(): string {
  const answer: unknown = createRequire(import.meta.url)('electron')
  return String(answer)
}

export function startPlain(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): PlainRun {
  const { SCANWAY_TEST: _test, ...inherited } = process.env
  const child = spawn(
    electronBinary(),
    [...args, '--disable-gpu', ...(asRoot ? ['--no-sandbox'] : []), '.'],
    {
      cwd: folder,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-outputCharactersMax)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return {
    child,
    ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, output }))),
    end: async () => {
      const below = child.pid === undefined ? [] : descendants(child.pid)
      await endChild(child)
      for (const { pid } of below) kill(pid)
    },
  }
}
