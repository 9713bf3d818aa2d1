/**
 * What must hold of a payment, whatever happens: read off a world without knowing how the machine got there. The
 * numbers are the invariants' own: I1 one live attempt, I4 paid is money, I5 paid stays paid, I6 an orphan goes back,
 * I8 nothing ends while it can be paid, I9 everything ends, I10 the books agree with the provider's.
 */

import { isLive } from '../../../domain/payment/attempt.ts'
import type { World } from './world.ts'

/** Laws of every moment. */
export function breachesOf({ sides, paidBy }: World): readonly string[] {
  const breaches: string[] = []
  if (sides.filter(({ attempt }) => isLive(attempt)).length > 1) breaches.push('I1 two live attempts')
  const paid = sides.flatMap(({ attempt }, at) => (attempt.state === 'succeeded' ? [at] : []))
  if (paid.length > 1) breaches.push('I2 a sale is paid twice')
  if (paid[0] !== paidBy) breaches.push('I4 order and attempt disagree')
  sides.forEach(({ attempt, booked, charges, refund, isShown, kind, wasLiedTo }, at) => {
    if (attempt.state === 'succeeded' && booked !== 'paid') breaches.push(`I4 ${at} sold, money ${booked}`)
    if (charges > 1) breaches.push(`I3 ${at} charged ${charges} times`)
    if (refund !== undefined && attempt.state !== 'orphaned') breaches.push(`I6 ${at} refund of no orphan`)
    if (attempt.state === 'orphaned' && refund === undefined) breaches.push(`I6 ${at} orphan without refund`)
    const canBePaid = booked === 'open' && (isShown || kind === 'code')
    if (!isLive(attempt) && canBePaid && !wasLiedTo)
      breaches.push(`I8 ${at} ${attempt.state} while it can be paid`)
  })
  return breaches
}

/** A step may not undo money, owe back what went back already, nor sell what the lane was told is over. */
export function breachesOfMove(before: World, after: World): readonly string[] {
  return before.sides.flatMap((side, at) => {
    const { state } = side.attempt
    const { attempt, booked, refund } = after.sides[at] ?? side
    const next = attempt.state
    const isUndone = (state === 'succeeded' || state === 'orphaned') && next !== state
    if (side.refund === undefined && refund !== undefined && booked !== 'paid')
      return [`I6 ${at} owes back what is not there, money ${booked}`]
    if (isUndone) return [`I5 ${at} was ${state}, is ${next}`]
    return !isLive({ state }) && next !== state && next !== 'orphaned'
      ? [`I6 ${at} was over, is ${next}`]
      : []
  })
}

/** Laws of the end, when nothing more can happen. */
export function breachesOfEnd({ sides }: World): readonly string[] {
  return sides.flatMap(({ attempt, booked, refund }, at) => {
    const breaches: string[] = []
    if (isLive(attempt)) breaches.push(`I9 ${at} rests in ${attempt.state}`)
    if ((booked === 'paid') !== (attempt.state === 'succeeded'))
      breaches.push(`I10 ${at} is ${attempt.state}, money ${booked}`)
    if (refund !== undefined && refund.progress.state !== 'success')
      breaches.push(`I9 ${at} refund rests in ${refund.progress.state}`)
    return breaches
  })
}
