/**
 * Tells whoever waits that an answer is awaited, once it takes its time, and takes that back when the answer is there.
 * It waits for nothing itself and ends no waiting.
 */

import type { Refusal } from '../domain/sale/refusal.ts'
import type { Clock } from './ports.ts'
import { createAlarm } from './schedule.ts'

/** An answer that comes sooner needs no word. */
export const patienceMs = 1_500

export interface Patience {
  begin(): void
  end(): void
  /** The lane closes. */
  stop(): void
}

interface Needs {
  readonly clock: Clock
  readonly say: (refusal: Refusal) => void
  readonly unsay: (refusal: Refusal) => void
}

export function createPatience({ clock, say, unsay }: Needs, awaited: Refusal): Patience {
  const alarm = createAlarm(clock)
  return {
    begin: () => alarm.set(patienceMs, () => say(awaited)),
    end() {
      alarm.clear()
      unsay(awaited)
    },
    stop: alarm.clear,
  }
}
