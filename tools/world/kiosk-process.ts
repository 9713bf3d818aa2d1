/**
 * Runs the built kiosk in Electron and keeps it running, as a supervisor on a real kiosk does: what ends without being
 * asked is started again, but not for ever in a crash loop.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createRequire } from 'node:module'
import { root } from './places.ts'

const restartsMax = 5
/** A kiosk that has run this long has recovered: its restarts count anew. */
const recoveredMs = 60_000

export interface KioskProcess {
  /** Resolves when it has ended for good: asked to, or after too many crashes. */
  readonly ended: Promise<'asked' | 'crashLoop' | 'closed'>
  end(): Promise<void>
}

export interface KioskStart {
  readonly display: string
  readonly virtual: boolean
  readonly env: Readonly<Record<string, string>>
  readonly logFile: string
}

/** Outside Electron the package answers with the path of its binary. */
const electronBinary = (): string => String(createRequire(import.meta.url)('electron'))

function launch({ display, virtual, env, logFile }: KioskStart): ChildProcess {
  const asRoot = process.getuid?.() === 0
  const switches = [...(virtual ? ['--disable-gpu'] : []), ...(asRoot ? ['--no-sandbox'] : [])]
  const child = spawn(electronBinary(), [...switches, root], {
    env: { ...process.env, DISPLAY: display, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(logFile, { flags: 'a' })
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log)
  return child
}

export function keepKioskRunning(start: KioskStart): KioskProcess {
  let asked = false
  let restarts = 0
  let child = launch(start)
  let startedAtMs = performance.now()

  const ended = new Promise<'asked' | 'crashLoop' | 'closed'>((resolve) => {
    const watch = (): void => {
      child.once('exit', (code) => {
        if (asked) return resolve('asked')
        if (code === 0) return resolve('closed')
        if (performance.now() - startedAtMs > recoveredMs) restarts = 0
        if (++restarts > restartsMax) return resolve('crashLoop')
        child = launch(start)
        startedAtMs = performance.now()
        watch()
      })
    }
    watch()
  })

  return {
    ended,
    async end() {
      asked = true
      child.kill('SIGTERM')
      await ended
    },
  }
}
