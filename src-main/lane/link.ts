/**
 * The lane's end of its link to the pages. The same for the lane whether it runs inside the shim or as its child.
 * Sends the heartbeat main watches, and ends the process when its parent has gone: a lane without a shell must not
 * go on holding the journal.
 */

import * as v from 'valibot'
import type { LaneView } from '../../domain/contract/view.ts'
import { assert } from '../../domain/result.ts'
import { type FromLane, laneBeatMs, takeInline, towardsLaneSchema } from '../lane-port.ts'

export interface Link {
  /** A page is there and wants a view. */
  readonly onAttach: (listener: (page: number) => void) => void
  /** What a page sent, still unchecked. */
  readonly onCommand: (listener: (page: number, command: unknown) => void) => void
  readonly onDetach: (listener: (page: number) => void) => void
  /** A page that has left in the meantime is no failure; the view is dropped. */
  readonly send: (page: number, view: LaneView) => void
}

type Listen = (listener: (message: unknown) => void) => void

interface Channel {
  readonly post: (message: FromLane) => void
  readonly listen: Listen
}

function childChannel(): Channel {
  assert(process.send !== undefined, 'the lane is started by the shim')
  process.on('disconnect', () => process.exit(0))
  return {
    // The callback swallows the error of a parent that went away between two messages; `disconnect` tells of it.
    post: (message) => void (process.connected && process.send?.(message, undefined, {}, () => undefined)),
    listen: (listener) => void process.on('message', listener),
  }
}

function openChannel(): Channel {
  const inline = takeInline()
  return inline === undefined ? childChannel() : { post: inline.toShim, listen: inline.listen }
}

/** Opens the link, once in a process's life. Register the listeners in the same turn; nothing is lost before. */
export function openLink(): Link {
  const channel = openChannel()
  let attached = (_page: number): void => undefined
  let commanded = (_page: number, _command: unknown): void => undefined
  let detached = (_page: number): void => undefined

  channel.listen((message) => {
    const parsed = v.safeParse(towardsLaneSchema, message)
    if (!parsed.success) return console.error('lane: dropped a message that keeps no contract')
    switch (parsed.output.op) {
      case 'attach':
        return attached(parsed.output.page)
      case 'command':
        return commanded(parsed.output.page, parsed.output.command)
      case 'detach':
        return detached(parsed.output.page)
    }
  })

  const beat = (): void => channel.post({ op: 'alive', pid: process.pid })
  setInterval(beat, laneBeatMs)
  beat()

  return {
    onAttach: (listener) => {
      attached = listener
    },
    onCommand: (listener) => {
      commanded = listener
    },
    onDetach: (listener) => {
      detached = listener
    },
    send: (page, view) => channel.post({ op: 'view', page, view }),
  }
}
