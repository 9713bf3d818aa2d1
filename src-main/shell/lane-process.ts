/**
 * The lane as an Electron utility process: the keeper's port onto the real thing. Must never start the lane's own
 * Node itself: a child of main inherits Chromium's sockets, and a GPU process that dies at start then never comes
 * back, because someone still holds its line.
 */

import { type MessagePortMain, utilityProcess } from 'electron'
import * as v from 'valibot'
import { fromLaneSchema } from '../lane-port.ts'
import type { LaneEvents, RunningLane } from './lane-keeper.ts'

export interface LaneProcessOptions {
  readonly shim: string
  readonly node: string
  readonly env: Record<string, string>
}

function endNow(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has gone already.
  }
}

export function startLaneProcess(
  options: LaneProcessOptions,
  events: LaneEvents,
): RunningLane<MessagePortMain> {
  const shim = utilityProcess.fork(options.shim, [options.node], {
    serviceName: 'lane',
    stdio: 'inherit',
    env: options.env,
  })
  let lanePid: number | undefined

  shim.on('message', (message: unknown) => {
    const parsed = v.safeParse(fromLaneSchema, message)
    if (!parsed.success || parsed.output.op !== 'alive') return
    lanePid = parsed.output.pid
    events.alive()
  })
  shim.on('exit', (code) => {
    // Where the shim died alone, its lane may be too stuck to notice; two lanes must never share a journal.
    endNow(lanePid)
    events.gone(`exit ${code}`)
  })

  return {
    attach: (port) => shim.postMessage({ op: 'attach' }, [port]),
    end: () => {
      endNow(lanePid)
      endNow(shim.pid)
    },
  }
}
