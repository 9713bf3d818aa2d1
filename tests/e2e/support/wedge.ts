/**
 * A keyboard-wedge scanner: keys as the operating system hands them over, so fast that no person pressed them.
 * Playwright's own keyboard comes in behind that door, and with pauses that a busy machine stretches.
 */

import type { Kiosk } from './kiosk.ts'

/** Between two keys, as cheap scanners pause. */
const keyPauseMs = 5

export const wedgeScan = ({ app }: Kiosk, code: string): Promise<void> =>
  app.evaluate(
    ({ webContents }, { keys, pauseMs }) => {
      const contents = webContents.getAllWebContents()[0]
      for (const keyCode of keys) {
        contents?.sendInputEvent({ type: 'keyDown', keyCode })
        if (keyCode !== 'Enter') contents?.sendInputEvent({ type: 'char', keyCode })
        contents?.sendInputEvent({ type: 'keyUp', keyCode })
        const untilMs = performance.now() + pauseMs
        while (performance.now() < untilMs);
      }
    },
    { keys: [...code, 'Enter'], pauseMs: keyPauseMs },
  )
