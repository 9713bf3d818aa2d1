/**
 * A pair of pseudo-terminals that stands for a scanner's cable: what is written into one end comes out of the other,
 * where the real serial driver listens.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { err, ok, type Result } from '../../domain/result.ts'

const waitStepMs = 20
const waitMaxMs = 5_000

export interface Cable {
  /** The end a hand scans into. */
  readonly near: string
  /** The end the kiosk listens on. */
  readonly far: string
  readonly pid: number
  end(): Promise<void>
}

export type CableRefusal = { readonly kind: 'NoSocat' }

/** Waits until the program has made its terminals. */
export async function appears(child: ChildProcess, paths: readonly string[]): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < waitMaxMs; waitedMs += waitStepMs) {
    if (paths.every((path) => existsSync(path))) return true
    if (child.exitCode !== null) return false
    await pause(waitStepMs)
  }
  return false
}

/** Lays the cable; its ends are symbolic links at the given paths. Needs socat. */
export async function layCable(near: string, far: string): Promise<Result<Cable, CableRefusal>> {
  for (const path of [near, far]) rmSync(path, { force: true })
  const child = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], {
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const laid = await Promise.race([appears(child, [near, far]), ended.then(() => false)])
  if (!laid || child.pid === undefined) return err({ kind: 'NoSocat' })
  return ok({
    near,
    far,
    pid: child.pid,
    async end() {
      child.kill('SIGTERM')
      await ended
      for (const path of [near, far]) rmSync(path, { force: true })
    },
  })
}
