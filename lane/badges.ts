/**
 * Badges before the scanner: a known one asks for its PIN, or ends what it began. Read once more as it signs its owner
 * out, it does not ask for the PIN again: the shopper would stand before the pad.
 */

import type { LaneSetup } from '../domain/contract/wire.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import type { Clock } from './ports.ts'
import { createAlarm } from './schedule.ts'

/** A badge stays before the scanner for so long after it was read. */
export const badgeLingersMs = 2_000

interface Needs {
  readonly clock: Clock
  readonly setup: () => LaneSetup
  readonly state: () => LaneState
  readonly obey: (command: SaleCommand) => boolean
  readonly refuseScan: (why: 'UnknownBadge') => void
}

export interface Badges {
  read(badge: string): void
  stop(): void
}

export function createBadges({ clock, setup, state, obey, refuseScan }: Needs): Badges {
  const lingering = createAlarm(clock)
  let signedOut: string | undefined

  function signOut(badge: string): void {
    signedOut = badge
    lingering.set(badgeLingersMs, () => {
      signedOut = undefined
    })
  }

  return {
    read(badge) {
      if (!setup().staff.some((member) => member.badge === badge)) return refuseScan('UnknownBadge')
      if (badge === signedOut) return
      if (state().attendant.kind === 'signedIn') signOut(badge)
      obey({ kind: 'ReadBadge', badge })
    },
    stop: lingering.clear,
  }
}
