/**
 * Who acts on an office page: whoever knows a badge and its PIN. Wrong PINs are counted, so that guessing takes years;
 * an unknown badge is refused like a wrong PIN.
 */

import { timingSafeEqual } from 'node:crypto'
import { ok, type Result } from '../../domain/result.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { createTries, type Tries } from '../http/tries.ts'
import { hashPin } from '../lanes/pin-hash.ts'
import type { Clock, ServerPorts } from '../ports.ts'

const wrongPinsMax = 5
const lockedMs = 15 * 60_000

export const createPinTries = (clock: Clock): Tries => createTries(clock, wrongPinsMax, lockedMs)

/** An unknown badge takes as long as a known one. */
const nobody = { pin_salt: '00'.repeat(16), pin_hash: '00'.repeat(32) }

const isSame = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))

const unproven = refuse(403, 'StaffUnproven', 'Badge or PIN is wrong; nothing was changed.')

export async function proveStaff(
  { db, log }: Pick<ServerPorts, 'db' | 'log'>,
  tries: Tries,
  { badge, pin }: { readonly badge: string; readonly pin: string },
): Promise<Result<{ readonly badge: string }, HttpRefusal>> {
  const waitSeconds = tries.waitSeconds(badge)
  if (waitSeconds > 0) {
    const locked = refuse(429, 'StaffLocked', 'The PIN was wrong too often; this badge is locked for now.')
    return { ...locked, error: { ...locked.error, retryAfterSeconds: waitSeconds } }
  }
  const person = await db
    .selectFrom('staff')
    .select(['pin_salt', 'pin_hash'])
    .where('badge', '=', badge)
    .executeTakeFirst()
  const { pin_salt, pin_hash } = person ?? nobody
  const isRight = isSame(await hashPin(pin, pin_salt), pin_hash)
  if (person !== undefined && isRight) return ok({ badge })
  tries.failed(badge)
  log.warn('StaffUnproven', { badge })
  return unproven
}
