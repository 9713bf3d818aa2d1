/**
 * Takes a PIN at the lane. The try is on disk before it is checked, so that a crash in between costs the try; one
 * check at a time, off the loop.
 */

import type { LaneSetup } from '../domain/contract/wire.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import { pinGuard } from '../domain/sale/decide-staff.ts'
import type { Refusal } from '../domain/sale/refusal.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import type { Clock, PinCheck } from './ports.ts'

interface Needs {
  readonly clock: Clock
  readonly pinCheck: PinCheck
  readonly setup: () => LaneSetup
  readonly state: () => LaneState
  /** Whether the command went through; what did not is said. */
  readonly obey: (command: SaleCommand) => boolean
  readonly say: (refusal: Refusal) => void
}

export interface PinEntry {
  enter(pin: string): void
}

export function createPinEntry({ clock, pinCheck, setup, state, obey, say }: Needs): PinEntry {
  let isChecking = false

  function isAwaited(badge: string): boolean {
    const { attendant } = state()
    return attendant.kind === 'badgeRead' && attendant.badge === badge
  }

  function refuseWrong(badge: string): void {
    const guard = pinGuard(state(), badge, clock.nowMs())
    say({ kind: 'WrongPin', triesLeft: 'triesLeft' in guard ? guard.triesLeft : 0 })
  }

  async function check(pin: string): Promise<void> {
    const { attendant } = state()
    if (isChecking || attendant.kind !== 'badgeRead') return
    const { badge } = attendant
    const member = setup().staff.find((other) => other.badge === badge)
    if (!member) return say({ kind: 'UnknownBadge' })
    if (!obey({ kind: 'TryPin', nowMs: clock.nowMs() })) return
    isChecking = true
    const isRight = await pinCheck.verify(member, pin)
    isChecking = false
    // The pad was put away meanwhile: whoever stands there now entered no PIN.
    if (!isAwaited(badge)) return
    if (isRight) obey({ kind: 'SignIn', badge, name: member.name })
    else refuseWrong(badge)
  }

  return { enter: (pin) => void check(pin) }
}
