/**
 * Waiting, in the two ways a lane waits: one alarm that can be set anew, and a step that repeats until told to stop,
 * backing off while it fails. Both end when closed; neither holds anything of the sale.
 */

import { retryAfterMs } from '../domain/sync.ts'
import type { Cancel, Clock, Random } from './ports.ts'

export interface Alarm {
  set(waitMs: number, run: () => void): void
  clear(): void
}

export function createAlarm(clock: Clock): Alarm {
  let cancel: Cancel = () => {}
  return {
    set(waitMs, run) {
      cancel()
      cancel = clock.after(waitMs, run)
    },
    clear() {
      cancel()
      cancel = () => {}
    },
  }
}

/** How a repeated step went: go on at once, after the usual pause, after a back-off, or never again. */
export type StepOutcome = 'again' | 'pause' | 'failed' | 'done'

export interface Repetition {
  /** Takes the next step now instead of after the wait under way. */
  nudge(): void
  stop(): void
}

/** Steps never overlap. `pauseMs` is the wait after a step that went well. */
export function repeat(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  pauseMs: number,
  step: () => Promise<StepOutcome>,
): Repetition {
  const alarm = createAlarm(clock)
  let failures = 0
  let running = false
  let nudged = false
  let stopped = false

  const waitAfter = (outcome: StepOutcome): number => {
    failures = outcome === 'failed' ? failures + 1 : 0
    if (nudged || outcome === 'again') return 0
    return outcome === 'failed' ? retryAfterMs(failures, random.fraction()) : pauseMs
  }

  async function run(): Promise<void> {
    if (running || stopped) return
    running = true
    nudged = false
    const outcome = await step()
    running = false
    if (outcome === 'done') stopped = true
    if (!stopped) alarm.set(waitAfter(outcome), () => void run())
  }

  alarm.set(0, () => void run())
  return {
    nudge() {
      nudged = true
      if (!running && !stopped) alarm.set(0, () => void run())
    },
    stop() {
      stopped = true
      alarm.clear()
    },
  }
}
