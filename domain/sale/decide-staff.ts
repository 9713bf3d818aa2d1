/**
 * What an attendant may do at a lane, and the guard of the PIN: a try is a fact before it is checked, so that a
 * crash between the two never gives a free guess.
 */

import { lineById, minimumAgeOf } from '../basket.ts'
import { unitPriceMinorMax } from '../money.ts'
import { err, ok, type Result, unreachable } from '../result.ts'
import { isFixed } from './decide-hand-over.ts'
import { releasedFacts } from './decide-tenders.ts'
import { type Decision, facts } from './decision.ts'
import type { StaffReason } from './fact.ts'
import type { Refusal } from './refusal.ts'
import type { LaneState, Sale } from './sale.ts'

/** Wrong PINs in a row before a badge is locked at this lane, and for how long. */
const pinTriesPerLock = 5
const pinLockMs = 300_000

export type StaffCommand =
  | { readonly kind: 'ReadBadge'; readonly badge: string }
  | { readonly kind: 'TryPin'; readonly nowMs: number }
  | { readonly kind: 'SignIn'; readonly badge: string; readonly name: string }
  | { readonly kind: 'SignOut' }
  | { readonly kind: 'ApproveAge' }
  | { readonly kind: 'RefuseAge' }
  | { readonly kind: 'VoidLine'; readonly lineId: string; readonly reason: StaffReason }
  | {
      readonly kind: 'OverridePrice'
      readonly lineId: string
      readonly priceMinor: number
      readonly reason: StaffReason
    }
  | { readonly kind: 'VoidBasket'; readonly reason: StaffReason }

type Command<K extends StaffCommand['kind']> = Extract<StaffCommand, { readonly kind: K }>

/** Until when the badge is locked after too many wrong PINs, or how many tries it has left. */
export function pinGuard(
  state: LaneState,
  badge: string,
  nowMs: number,
): { readonly lockedUntilMs: number } | { readonly triesLeft: number } {
  const entry = state.pinTries.find((other) => other.badge === badge)
  const tries = entry?.tries ?? 0
  const lockedUntilMs = (entry?.lastAtMs ?? 0) + pinLockMs
  if (tries > 0 && tries % pinTriesPerLock === 0 && nowMs < lockedUntilMs) return { lockedUntilMs }
  return { triesLeft: pinTriesPerLock - (tries % pinTriesPerLock) }
}

/** The badge of who is signed in and the sale open for a change, or why not. */
function authorised(state: LaneState): Result<{ readonly badge: string; readonly sale: Sale }, Refusal> {
  if (state.attendant.kind !== 'signedIn') return err({ kind: 'NotSignedIn' })
  if (state.sale === undefined) return err({ kind: 'NoSale' })
  if (state.sale.payment !== undefined) return err({ kind: 'PaymentInProgress' })
  return ok({ badge: state.attendant.badge, sale: state.sale })
}

function tryPin(state: LaneState, nowMs: number): Decision {
  if (state.attendant.kind !== 'badgeRead') return err({ kind: 'NotSignedIn' })
  const { badge } = state.attendant
  const guard = pinGuard(state, badge, nowMs)
  return 'lockedUntilMs' in guard
    ? err({ kind: 'PinLocked', untilMs: guard.lockedUntilMs })
    : facts({ kind: 'PinTried', badge })
}

function signIn(state: LaneState, { badge, name }: Command<'SignIn'>): Decision {
  const { attendant } = state
  return attendant.kind === 'badgeRead' && attendant.badge === badge
    ? facts({ kind: 'AttendantSignedIn', badge, name })
    : err({ kind: 'NotSignedIn' })
}

function judgeAge(state: LaneState, approve: boolean): Decision {
  const who = authorised(state)
  if (!who.ok) return who
  const { sale, badge } = who.value
  const age = minimumAgeOf(sale.basket)
  if (age <= sale.approvedAge) return err({ kind: 'NothingToApprove' })
  if (!approve && sale.tenders.length > 0) return err({ kind: 'TendersHeld' })
  return facts(approve ? { kind: 'AgeApproved', age, badge } : { kind: 'AgeRefused', badge })
}

function voidLine(state: LaneState, { lineId, reason }: Command<'VoidLine'>): Decision {
  const who = authorised(state)
  if (!who.ok) return who
  const { sale, badge } = who.value
  if (isFixed(sale)) return err({ kind: 'BasketFixed' })
  if (sale.tenders.length > 0) return err({ kind: 'TendersHeld' })
  if (!lineById(sale.basket, lineId)) return err({ kind: 'NoSuchLine' })
  return facts({ kind: 'LineVoided', lineId, badge, reason })
}

function overridePrice(state: LaneState, command: Command<'OverridePrice'>): Decision {
  const { lineId, priceMinor, reason } = command
  const who = authorised(state)
  if (!who.ok) return who
  const { sale, badge } = who.value
  if (isFixed(sale)) return err({ kind: 'BasketFixed' })
  if (sale.tenders.length > 0) return err({ kind: 'TendersHeld' })
  if (!lineById(sale.basket, lineId)) return err({ kind: 'NoSuchLine' })
  if (!Number.isInteger(priceMinor) || priceMinor < 0 || priceMinor > unitPriceMinorMax) {
    return err({ kind: 'PriceOutOfRange' })
  }
  return facts({ kind: 'PriceOverridden', lineId, priceMinor, badge, reason })
}

function voidBasket(state: LaneState, { reason }: Command<'VoidBasket'>): Decision {
  const who = authorised(state)
  if (!who.ok) return who
  const { sale, badge } = who.value
  return facts(...releasedFacts(sale), { kind: 'BasketVoided', reason, badge })
}

export function decideStaff(state: LaneState, command: StaffCommand): Decision {
  switch (command.kind) {
    case 'ReadBadge':
      return state.attendant.kind === 'signedIn'
        ? facts({ kind: 'AttendantSignedOut' })
        : facts({ kind: 'BadgeRead', badge: command.badge })
    case 'TryPin':
      return tryPin(state, command.nowMs)
    case 'SignIn':
      return signIn(state, command)
    case 'SignOut':
      return state.attendant.kind === 'none' ? facts() : facts({ kind: 'AttendantSignedOut' })
    case 'ApproveAge':
      return judgeAge(state, true)
    case 'RefuseAge':
      return judgeAge(state, false)
    case 'VoidLine':
      return voidLine(state, command)
    case 'OverridePrice':
      return overridePrice(state, command)
    case 'VoidBasket':
      return voidBasket(state, command)
  }
  return unreachable(command)
}
