/**
 * What a lane does when nobody touches it: ask whether someone is still there, then clear the way for the next.
 * Nothing is cleared while an attendant is awaited or a payment is open.
 */

import { minimumAgeOf } from '../domain/basket.ts'
import type { Language } from '../domain/item.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import type { Clock } from './ports.ts'
import { createAlarm } from './schedule.ts'

export const idleBasketMs = 90_000
export const idleEmptyMs = 45_000
export const idlePaidMs = 45_000
const idleStaffMs = 60_000
const idleLanguageMs = 30_000

/** How long the question "still there?" stands before the lane acts on silence. */
export const idleWarningMs = 30_000

interface Plan {
  readonly quietMs: number
  /** 0 where there is nothing to lose and so nothing to ask. */
  readonly warningMs: number
  readonly command: SaleCommand
}

/** What silence leads to in this state, if to anything. */
function idlePlan(state: LaneState, defaultLanguage: Language): Plan | undefined {
  const { sale, paid, handedOver, attendant } = state
  const isCalled = state.helpSinceMs !== undefined
  // A call of the lane's own stands on by itself; a person's would go with the screen.
  const staysOn = isCalled && state.helpAbout === undefined
  if (attendant.kind !== 'none') return { quietMs: idleStaffMs, warningMs: 0, command: { kind: 'SignOut' } }
  if (paid || handedOver)
    return staysOn ? undefined : { quietMs: idlePaidMs, warningMs: 0, command: { kind: 'FinishSale' } }
  if (!sale) {
    return state.language === defaultLanguage
      ? undefined
      : {
          quietMs: idleLanguageMs,
          warningMs: 0,
          command: { kind: 'ChooseLanguage', language: defaultLanguage },
        }
  }
  const waits = isCalled || minimumAgeOf(sale.basket) > sale.approvedAge
  if (sale.payment || waits) return undefined
  const quietMs = sale.basket.lines.length === 0 ? idleEmptyMs : idleBasketMs
  return { quietMs, warningMs: idleWarningMs, command: { kind: 'AbandonSale', reason: 'idle' } }
}

export interface IdleWatch {
  /** Someone is there: start the silence anew. */
  touch(): void
  follow(state: LaneState): void
  endsAtMs(): number | undefined
  stop(): void
}

export function watchIdle(needs: {
  readonly clock: Clock
  readonly defaultLanguage: Language
  readonly submit: (command: SaleCommand) => void
  readonly changed: () => void
}): IdleWatch {
  const alarm = createAlarm(needs.clock)
  let plan: Plan | undefined
  let endsAtMs: number | undefined

  function act(command: SaleCommand): void {
    endsAtMs = undefined
    needs.submit(command)
  }

  function warn({ warningMs, command }: Plan): void {
    endsAtMs = needs.clock.nowMs() + warningMs
    alarm.set(warningMs, () => act(command))
    needs.changed()
  }

  function start(): void {
    endsAtMs = undefined
    const chosen = plan
    if (!chosen) alarm.clear()
    else alarm.set(chosen.quietMs, () => (chosen.warningMs === 0 ? act(chosen.command) : warn(chosen)))
  }

  return {
    touch: start,
    follow(state) {
      plan = idlePlan(state, needs.defaultLanguage)
      start()
    },
    endsAtMs: () => endsAtMs,
    stop: () => alarm.clear(),
  }
}
