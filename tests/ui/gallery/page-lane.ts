/**
 * A lane inside the page, for tests of the whole page: it hands out a port as the preload does, sends the views it is
 * told to, and writes down what the page asks. It can hang up.
 */

import type { LaneView } from '../../../domain/contract/view.ts'
import { lanePortMessage } from '../../../src-renderer/bridge.ts'

export interface PageLane {
  show(view: LaneView): void
  /** What the page asked for, oldest first. */
  readonly commands: readonly unknown[]
  /** How often the page said that it lives. */
  beats(): number
  /** The lane is gone; requests for a port go unanswered until `comeBack`. */
  hangUp(): void
  comeBack(): void
}

declare global {
  interface Window {
    pageLane?: PageLane
  }
}

export function installPageLane(first: LaneView): void {
  const commands: unknown[] = []
  let view = first
  let port: MessagePort | undefined
  let pagePort: MessagePort | undefined
  let isThere = true
  let beats = 0

  function connect(): void {
    if (!isThere) return
    const { port1, port2 } = new MessageChannel()
    port = port1
    port1.addEventListener('message', ({ data }) => commands.push(data))
    port1.start()
    window.postMessage(lanePortMessage, location.origin, [port2])
    port1.postMessage(view)
  }

  window.addEventListener('message', ({ ports }) => {
    pagePort = ports[0]
  })

  Object.assign(window, {
    scanway: {
      connect,
      alive: () => {
        beats += 1
      },
    },
  })
  window.pageLane = {
    commands,
    beats: () => beats,
    show(next) {
      view = next
      port?.postMessage(next)
    },
    hangUp() {
      isThere = false
      port?.close()
      // Electron's ports tell the page by themselves; those of a browser do not yet.
      pagePort?.dispatchEvent(new Event('close'))
      port = undefined
    },
    comeBack() {
      isThere = true
    },
  }
}
