/**
 * Hears of money that came too late for the lane's sales and returns by itself, so that whoever paid is told while they
 * may still be there. Only asks and reports; the server gives the money back whether or not anyone looks.
 */

import type { SaleCommand } from '../../domain/sale/decide.ts'
import { isResting, type LaneState } from '../../domain/sale/sale.ts'
import type { Clock, Random, StoreServer } from '../ports.ts'
import { type Repetition, repeat, type StepOutcome } from '../schedule.ts'

/** Pause between questions while a shopper stands at the lane, and between shoppers. */
export const orphanPollMs = 4_000
export const orphanRestPollMs = 30_000

interface Needs {
  readonly clock: Clock
  readonly random: Random
  readonly server: StoreServer
  readonly state: () => LaneState
  readonly submit: (command: SaleCommand) => void
  /** What is shown for a while may be over. */
  readonly changed: () => void
}

export interface OrphanFollower {
  /** Called after every change of state; idempotent. */
  follow(state: LaneState): void
  stop(): void
}

export function followOrphans({ clock, random, server, state, submit, changed }: Needs): OrphanFollower {
  let asking: Repetition | undefined
  let pauseMs: number | undefined

  /** An answer to a question asked anew since is older than what may be known by now. */
  async function step(isCurrent: () => boolean): Promise<StepOutcome> {
    const answer = await server.orphans()
    if (!isCurrent()) return 'done'
    if (!answer.ok) return 'failed'
    for (const orphan of answer.value.orphans) submit({ kind: 'ReportOrphan', orphan })
    if (isResting(state()) && state().orphans.length > 0) changed()
    return 'pause'
  }

  function stop(): void {
    asking?.stop()
    asking = undefined
    pauseMs = undefined
  }

  return {
    follow(now) {
      const wanted = isResting(now) ? orphanRestPollMs : orphanPollMs
      if (wanted === pauseMs) return
      asking?.stop()
      pauseMs = wanted
      const own = repeat({ clock, random }, wanted, () => step(() => asking === own))
      asking = own
    },
    stop,
  }
}
