/**
 * When to start again what died, and when to give up for a while: the rules alone, without processes or clocks, so
 * that a test can run an hour of them in a moment. A kiosk stands alone at night: it never gives up for good, and
 * never spins.
 */

/** So many failures within this time are a crash loop: the safe page shows until a later try succeeds. */
export const crashLoopFailures = 5
export const crashLoopMs = 5 * 60_000

/** The first wait; it doubles with each failure. Long enough for a dead process to let go of its files. */
export const restartFirstMs = 100
const restartMaxMs = 5_000

/** Between two tries while standing down. */
export const standDownMs = 60_000

export type Verdict =
  | { readonly kind: 'Restart'; readonly afterMs: number }
  /** Show the safe page now; try again after the wait all the same. */
  | { readonly kind: 'StandDown'; readonly afterMs: number }

export interface Judged {
  /** Pass it in again at the next failure. */
  readonly failuresAtMs: readonly number[]
  readonly verdict: Verdict
}

export function judgeFailure(failuresAtMs: readonly number[], nowMs: number): Judged {
  const recent = [...failuresAtMs.filter((atMs) => nowMs - atMs < crashLoopMs), nowMs].slice(
    -crashLoopFailures,
  )
  if (recent.length >= crashLoopFailures) {
    return { failuresAtMs: recent, verdict: { kind: 'StandDown', afterMs: standDownMs } }
  }
  const afterMs = Math.min(restartFirstMs * 2 ** (recent.length - 1), restartMaxMs)
  return { failuresAtMs: recent, verdict: { kind: 'Restart', afterMs } }
}

/**
 * A watch over a heartbeat, counted in ticks of the watcher's own timer instead of elapsed time: a machine that
 * stood still for everyone has not made the watched one silent.
 */
export interface Watch {
  readonly heard: boolean
  readonly silentTicks: number
}

export interface WatchLimits {
  /** From the start to the first beat: loading takes longer than living. */
  readonly startTicksMax: number
  readonly silentTicksMax: number
}

export const newWatch: Watch = { heard: false, silentTicks: 0 }
export const beat = (): Watch => ({ heard: true, silentTicks: 0 })
export const tick = (watch: Watch): Watch => ({ ...watch, silentTicks: watch.silentTicks + 1 })

export function isSilent(watch: Watch, limits: WatchLimits): boolean {
  return watch.silentTicks >= (watch.heard ? limits.silentTicksMax : limits.startTicksMax)
}

/** Time, as the keepers need it. */
export interface Timers {
  readonly nowMs: () => number
  readonly after: (ms: number, work: () => void) => void
  readonly every: (ms: number, work: () => void) => void
}
