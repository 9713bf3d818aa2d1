/**
 * The form of North American coupons: AI 8110 (coupon code, GS1 US) and 8112 (universal digital coupon). Says whether
 * a value is well-formed; what a coupon is worth, its clearing house says.
 */

import { daysIn } from './dates.ts'

/** Takes digits off the front; once something does not fit, nothing fits any more. */
interface Cursor {
  readonly rest: string
  readonly fits: boolean
  readonly taken: string
}

const stuck: Cursor = { rest: '', fits: false, taken: '' }

function take(at: Cursor, length: number): Cursor {
  if (!at.fits || at.rest.length < length) return stuck
  return { rest: at.rest.slice(length), fits: true, taken: at.rest.slice(0, length) }
}

function takeOneOf(at: Cursor, allowed: string): Cursor {
  const next = take(at, 1)
  return next.fits && allowed.includes(next.taken) ? next : stuck
}

/** One digit says how many follow: itself and `more`. */
function takeCounted(at: Cursor, allowed: string, more: number): Cursor {
  const length = takeOneOf(at, allowed)
  return length.fits ? take(length, Number(length.taken) + more) : stuck
}

/** As `takeCounted`, where 9 says that there is none. */
function takeCompany(at: Cursor): Cursor {
  const length = takeOneOf(at, '01234569')
  if (!length.fits) return stuck
  return length.taken === '9' ? length : take(length, Number(length.taken) + 6)
}

/** Years lie in this century: coupons do not outlive it. */
function takeDate(at: Cursor): Cursor {
  const next = take(at, 6)
  const [year, month, day] = [0, 2, 4].map((from) => Number(next.taken.slice(from, from + 2)))
  if (!next.fits || year === undefined || month === undefined || day === undefined) return stuck
  return day >= 1 && day <= daysIn(2000 + year, month) ? next : stuck
}

/** How much must be bought: amount, what kind of amount, and of which family. */
const takePurchase = (at: Cursor): Cursor => take(takeOneOf(takeCounted(at, '12345', 0), '012349'), 3)

type Field = (at: Cursor) => Cursor

/** The optional fields in their order, each begun by its own digit. */
const optionalFields: readonly (readonly [string, Field])[] = [
  ['1', (at) => takeCompany(takePurchase(takeOneOf(at, '0123')))],
  ['2', (at) => takeCompany(takePurchase(at))],
  ['3', takeDate],
  ['4', takeDate],
  ['5', (at) => takeCounted(at, '0123456789', 6)],
  ['6', (at) => takeCounted(at, '1234567', 6)],
  ['9', (at) => takeOneOf(take(takeOneOf(takeOneOf(at, '01256'), '012'), 1), '01')],
]

const start = (text: string): Cursor => ({ rest: text, fits: /^\d+$/.test(text), taken: '' })

export function isCouponCode(text: string): boolean {
  let at = takePurchase(takeCounted(take(takeCounted(start(text), '0123456', 6), 6), '12345', 0))
  let expiry = '999999'
  for (const [mark, field] of optionalFields) {
    if (!at.rest.startsWith(mark)) continue
    at = field(take(at, 1))
    if (mark === '3') expiry = at.taken
    if (mark === '4' && at.fits && at.taken > expiry) return false
  }
  return at.fits && at.rest === ''
}

export function isCouponOffer(text: string): boolean {
  const funder = takeCounted(takeOneOf(start(text), '01'), '0123456', 6)
  const whole = takeCounted(take(funder, 6), '0123456789', 6)
  return whole.fits && whole.rest === ''
}
