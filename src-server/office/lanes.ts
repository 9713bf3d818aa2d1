/** The office's hand on lanes: a new one-time code to enrol with, and taking a lane out of service at once. */

import { ok, type Result } from '../../domain/result.ts'
import { sha256 } from '../hash.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { offerCode } from '../lanes/enrol.ts'
import type { ServerPorts } from '../ports.ts'

const codeValidMs = 24 * 3_600_000

/** Without letters and digits that people mistake for one another. */
const codeLetters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const codeLength = 12

/** `4F7K-92QM-XH3T`: sixty bits, readable over a telephone. */
function newCode(fresh: string): string {
  const bytes = Buffer.from(sha256(fresh), 'hex').subarray(0, codeLength)
  const letters = Array.from(bytes, (byte) => codeLetters.charAt(byte % codeLetters.length)).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}

const unknownLane = refuse(404, 'LaneUnknown', 'There is no lane of this name.')

export async function offerNewCode(
  { db, clock, random }: ServerPorts,
  laneId: string,
): Promise<Result<{ code: string; expiresMs: number }, HttpRefusal>> {
  const lane = await db.selectFrom('lane').select('store_id').where('lane_id', '=', laneId).executeTakeFirst()
  if (lane === undefined) return unknownLane
  const code = newCode(random.id())
  const expiresMs = clock.nowMs() + codeValidMs
  await offerCode(db, { storeId: lane.store_id, laneId, code, expiresMs })
  return ok({ code, expiresMs })
}

export async function revokeLane(
  { db, clock, log }: ServerPorts,
  laneId: string,
): Promise<Result<{ laneId: string }, HttpRefusal>> {
  const revoked = await db
    .updateTable('lane')
    .set({ revoked_ms: clock.nowMs() })
    .where('lane_id', '=', laneId)
    .returning('lane_id')
    .executeTakeFirst()
  if (revoked === undefined) return unknownLane
  log.warn('LaneRevoked', { laneId })
  return ok({ laneId })
}
