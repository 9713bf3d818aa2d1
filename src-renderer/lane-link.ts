/**
 * The page's line to the lane over a MessagePort: commands out, whole views in, both checked at the wall. A lost port
 * is asked for again, for ever but no faster than the back-off says; the last view stays. It keeps no queue: what was
 * touched while the line was down is dropped, because the person sees that it did nothing.
 */

import * as v from 'valibot'
import { type Command, commandSchema } from '../domain/contract/command.ts'
import { type LaneView, viewSchema } from '../domain/contract/view.ts'

export const retryMsMin = 200
export const retryMsMax = 2_000

export interface LaneLink {
  /** `false` when the line is down or the command is none. */
  send(command: Command): boolean
  close(): void
}

export interface LinkNeeds {
  /** Asks for a port; it comes by `onPort`. */
  readonly connect: () => void
  /** Registers for ports; returns how to stop. */
  readonly onPort: (take: (port: MessagePort) => void) => () => void
  readonly onView: (view: LaneView) => void
  readonly onLine: (isUp: boolean) => void
  /** Calls back after a while; returns how to prevent it. */
  readonly after: (ms: number, run: () => void) => () => void
}

/** Double the last wait, up to the most. */
export const nextRetryMs = (lastMs: number): number => Math.min(lastMs * 2, retryMsMax)

export function openLaneLink(needs: LinkNeeds): LaneLink {
  let port: MessagePort | undefined
  let waitMs = retryMsMin
  let cancelRetry = () => {}

  /** Asks, and asks again until a port is there: the request itself may be lost with the lane. */
  function ask(): void {
    needs.connect()
    cancelRetry = needs.after(waitMs, ask)
    waitMs = nextRetryMs(waitMs)
  }

  function lose(lost: MessagePort): void {
    if (port !== lost) return
    port = undefined
    needs.onLine(false)
    ask()
  }

  function receive(data: unknown, from: MessagePort): void {
    if (from !== port) return
    const view = v.safeParse(viewSchema, data)
    if (view.success) needs.onView(view.output)
    else console.error('The lane sent a view that is none', v.flatten(view.issues))
  }

  function take(taken: MessagePort): void {
    cancelRetry()
    waitMs = retryMsMin
    port?.close()
    port = taken
    taken.addEventListener('message', (event) => receive(event.data, taken))
    taken.addEventListener('close', () => lose(taken))
    taken.start()
    needs.onLine(true)
  }

  const stopPorts = needs.onPort(take)
  ask()

  return {
    send(command) {
      if (!port || !v.is(commandSchema, command)) return false
      port.postMessage(command)
      return true
    },
    close() {
      stopPorts()
      cancelRetry()
      port?.close()
      port = undefined
    },
  }
}
