/**
 * Keeps the page on the screen: loads it again when its process died, ends the process first when it hangs. The
 * basket is the lane's, so a page that comes back shows it again. In a crash loop, or while the lane stands down,
 * the safe page shows instead.
 */

import { pageBeatMs } from '../lane-port.ts'
import { beat, isSilent, judgeFailure, newWatch, type Timers, tick, type WatchLimits } from './supervision.ts'

/** Fifteen seconds to load; then the third missed beat in a row is a hang: about two seconds. */
export const pageWatch: WatchLimits = { startTicksMax: 30, silentTicksMax: 4 }

/** What main does to the window. `crash` ends the page's process; `gone` follows it. */
export interface KeptPage {
  readonly showKiosk: () => void
  readonly showSafe: () => void
  readonly crash: () => void
}

export interface PageKeeper {
  readonly alive: () => void
  readonly gone: (why: string) => void
  readonly laneStoodDown: () => void
  readonly laneRecovered: () => void
  readonly stop: () => void
}

export function keepPage(page: KeptPage, timers: Timers, report: (line: string) => void): PageKeeper {
  let showing: 'kiosk' | 'safe' | 'nothing' = 'nothing'
  let watch = newWatch
  let failuresAtMs: readonly number[] = []
  let hasLane = true
  let standing = true
  let stopped = false

  const show = (): void => {
    if (stopped) return
    const wanted = hasLane && standing ? 'kiosk' : 'safe'
    if (showing === wanted) return
    showing = wanted
    watch = newWatch
    if (wanted === 'kiosk') page.showKiosk()
    else page.showSafe()
  }

  const gone = (why: string): void => {
    if (stopped || showing === 'nothing') return
    // A safe page that died itself waits for the next try: it must not make the loop it ends.
    const safeDied = showing === 'safe'
    showing = 'nothing'
    const judged = judgeFailure(failuresAtMs, timers.nowMs())
    failuresAtMs = judged.failuresAtMs
    standing = judged.verdict.kind === 'Restart'
    report(`page gone (${why}); ${judged.verdict.kind} after ${judged.verdict.afterMs} ms`)
    if (!standing && !safeDied) show()
    timers.after(judged.verdict.afterMs, () => {
      standing = true
      show()
    })
  }

  timers.every(pageBeatMs, () => {
    if (showing !== 'kiosk') return
    watch = tick(watch)
    if (!isSilent(watch, pageWatch)) return
    report('page silent; ending its process')
    watch = newWatch
    page.crash()
  })
  show()

  return {
    alive: () => {
      watch = beat()
    },
    gone,
    laneStoodDown: () => {
      hasLane = false
      show()
    },
    laneRecovered: () => {
      hasLane = true
      show()
    },
    stop: () => {
      stopped = true
    },
  }
}
