/**
 * The pages attached to the lane, each behind its port. The first wall a page's message meets: what cannot be a
 * command (not JSON, too long, too many) closes the port it came through, and an honest page connects again.
 */

import type { TowardsLane } from '../lane-port.ts'

/** Far above the longest command there is: a code of 2,048 characters. */
export const commandCharactersMax = 16_384

/** Far above what hands and scanners do; a page beyond it is out of order. */
export const commandsPerSecondMax = 500

/** The kiosk has one page. A reload may overlap with the page before it. */
export const pagesMax = 4

/** Of Electron's `MessagePortMain`, what is needed here. */
export interface PagePort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
  postMessage(message: unknown): void
}

export interface PagePorts {
  readonly attach: (port: PagePort) => void
  readonly deliver: (page: number, view: unknown) => void
  readonly closeAll: () => void
}

function isCommandSized(data: unknown): boolean {
  try {
    const text = JSON.stringify(data)
    return typeof text === 'string' && text.length <= commandCharactersMax
  } catch {
    // A cycle or a BigInt: no command has one.
    return false
  }
}

/** Counts within whole seconds; true while there is room in this one. */
function rateLimit(nowMs: () => number): () => boolean {
  let second = 0
  let count = 0
  return () => {
    const now = Math.floor(nowMs() / 1_000)
    count = now === second ? count + 1 : 1
    second = now
    return count <= commandsPerSecondMax
  }
}

export function openPagePorts(toLane: (message: TowardsLane) => void, nowMs: () => number): PagePorts {
  const ports = new Map<number, PagePort>()
  let pages = 0

  const detach = (page: number): void => {
    const port = ports.get(page)
    if (port === undefined) return
    ports.delete(page)
    port.close()
    toLane({ op: 'detach', page })
  }

  return {
    attach: (port) => {
      pages += 1
      const page = pages
      const oldest = ports.keys().next()
      if (ports.size >= pagesMax && oldest.done !== true) detach(oldest.value)
      ports.set(page, port)
      const hasRoom = rateLimit(nowMs)
      port.on('message', ({ data }) => {
        if (!ports.has(page)) return
        if (hasRoom() && isCommandSized(data)) toLane({ op: 'command', page, command: data })
        else detach(page)
      })
      port.on('close', () => detach(page))
      toLane({ op: 'attach', page })
      port.start()
    },
    deliver: (page, view) => ports.get(page)?.postMessage(view),
    closeAll: () => {
      for (const page of [...ports.keys()]) detach(page)
    },
  }
}
