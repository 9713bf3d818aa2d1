/**
 * Keeps the lane running: starts the shim, ends it when the lane falls silent, starts it again with a growing wait.
 * Holds at most one page's port while there is no lane, and hands it over when there is. It knows no message but the
 * heartbeat.
 */

import { laneBeatMs } from '../lane-port.ts'
import { beat, isSilent, judgeFailure, newWatch, type Timers, tick, type WatchLimits } from './supervision.ts'

/** Opening a large journal or a first catalogue may hold the lane's loop for long, and is no hang. */
export const laneWatch: WatchLimits = { startTicksMax: 60, silentTicksMax: 15 }

/** A shim that runs. `end` is final and immediate, for shim and lane; `gone` follows it. */
export interface RunningLane<Port> {
  readonly attach: (port: Port) => void
  readonly end: () => void
}

export interface LaneEvents {
  readonly alive: () => void
  readonly gone: (why: string) => void
}

export interface LaneKeeperOptions<Port> {
  readonly start: (events: LaneEvents) => RunningLane<Port>
  readonly timers: Timers
  readonly report: (line: string) => void
  readonly stoodDown: () => void
  /** The lane lives again after it stood down. */
  readonly recovered: () => void
}

export interface LaneKeeper<Port> {
  readonly attach: (port: Port) => void
  readonly stop: () => void
}

export function keepLane<Port extends { close(): void }>(options: LaneKeeperOptions<Port>): LaneKeeper<Port> {
  const { timers, report } = options
  let lane: RunningLane<Port> | undefined
  let waiting: Port | undefined
  let watch = newWatch
  let failuresAtMs: readonly number[] = []
  let standing = true
  let stopped = false

  const gone = (why: string): void => {
    lane = undefined
    if (stopped) return
    const judged = judgeFailure(failuresAtMs, timers.nowMs())
    failuresAtMs = judged.failuresAtMs
    report(`lane gone (${why}); ${judged.verdict.kind} after ${judged.verdict.afterMs} ms`)
    if (judged.verdict.kind === 'StandDown' && standing) {
      standing = false
      options.stoodDown()
    }
    timers.after(judged.verdict.afterMs, start)
  }

  const alive = (): void => {
    watch = beat()
    if (standing) return
    standing = true
    options.recovered()
  }

  const start = (): void => {
    if (stopped) return
    watch = newWatch
    lane = options.start({ alive, gone })
    if (waiting !== undefined) lane.attach(waiting)
    waiting = undefined
  }

  timers.every(laneBeatMs, () => {
    if (lane === undefined) return
    watch = tick(watch)
    if (!isSilent(watch, laneWatch)) return
    report('lane silent; ending it')
    watch = newWatch
    lane.end()
  })
  start()

  return {
    attach: (port) => {
      if (lane !== undefined) return lane.attach(port)
      waiting?.close()
      waiting = port
    },
    stop: () => {
      stopped = true
      waiting?.close()
      lane?.end()
    },
  }
}
