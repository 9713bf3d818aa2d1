/**
 * The demo's scale: the sandbox's plate behind a pseudo-terminal, where the real serial driver asks it for its weight.
 * Its cable can be pulled and put back; what lies on the plate stays there meanwhile.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { err, ok, type Result } from '../../domain/result.ts'
import { createPlate, type Plate } from '../../sandbox/scale/plate.ts'
import { appears, type CableRefusal } from './pty.ts'

export interface DemoScale {
  readonly plate: Plate
  /** The path the kiosk opens. */
  readonly device: string
  plug(): Promise<Result<void, CableRefusal>>
  unplug(): Promise<void>
}

/** One end a terminal, the other this process, which answers for the plate. */
function layScaleCable(device: string, plate: Plate): ChildProcess {
  const child = spawn('socat', [`pty,raw,echo=0,link=${device}`, 'stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  child.stdout.on('data', (asked: Buffer) => child.stdin.write(plate.answer(asked)))
  return child
}

/** Needs socat. */
export async function openDemoScale(device: string): Promise<Result<DemoScale, CableRefusal>> {
  const plate = createPlate(() => performance.now())
  let cable: ChildProcess | undefined

  async function unplug(): Promise<void> {
    const pulled = cable
    cable = undefined
    if (pulled && pulled.exitCode === null && pulled.pid !== undefined) {
      const ended = once(pulled, 'exit')
      pulled.kill('SIGTERM')
      await ended
    }
    rmSync(device, { force: true })
  }

  async function plug(): Promise<Result<void, CableRefusal>> {
    if (cable) return ok(undefined)
    rmSync(device, { force: true })
    cable = layScaleCable(device, plate)
    if (await appears(cable, [device])) return ok(undefined)
    cable = undefined
    return err({ kind: 'NoSocat' })
  }

  const plugged = await plug()
  return plugged.ok ? ok({ plate, device, plug, unplug }) : plugged
}
