/**
 * What the preload gives the page: a way to ask for a port to the lane, and a heartbeat. Nothing else of the machine
 * is in reach of a page.
 */

export interface ScanwayBridge {
  /** Asks for a port; it arrives as a window message, because ports cannot cross the context bridge. */
  connect(): void
  /** The page's main thread still turns. */
  alive(): void
}

declare global {
  interface Window {
    readonly scanway?: ScanwayBridge
  }
}

export const lanePortMessage = 'lane-port'

export const aliveEveryMs = 500
