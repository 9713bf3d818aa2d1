/**
 * Enrolment: a one-time code from the office gives a lane its identity and binds its public key to it. Each
 * enrolment starts the lane's next epoch. The same code with the same key again gives the same answer, so that a
 * lost reply does not cost a code.
 */

import type { Selectable } from 'kysely'
import type { EnrolReply, EnrolRequest } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Trx } from '../db/schema.ts'
import type { EnrolmentCodeTable } from '../db/tables/store.ts'
import { sha256 } from '../hash.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import { readPublicKey } from './public-key.ts'

/** Codes are kept as hashes: whoever reads the database cannot enrol with one. */
const codeHash = (code: string): string => sha256(`scanway-enrolment ${code}`)

type CodeRow = Selectable<EnrolmentCodeTable>

const unusable = refuse(400, 'KeyUnusable', 'The public key is not an Ed25519 key in SPKI form.')
const unknownCode = refuse(403, 'CodeUnknown', 'This code is not known. Ask the office for a new one.')
const usedCode = refuse(409, 'CodeUsed', 'This code was used before. Ask the office for a new one.')
const expiredCode = refuse(410, 'CodeExpired', 'This code has expired. Ask the office for a new one.')

async function bind(trx: Trx, row: CodeRow, publicKey: string, nowMs: number): Promise<EnrolReply> {
  await trx
    .updateTable('enrolment_code')
    .set({ used_ms: nowMs, used_key: publicKey })
    .where('code_hash', '=', row.code_hash)
    .execute()
  const lane = await trx
    .updateTable('lane')
    .set((update) => ({ public_key: publicKey, revoked_ms: null, epoch: update('epoch', '+', 1) }))
    .where('lane_id', '=', row.lane_id)
    .returning(['lane_id', 'epoch'])
    .executeTakeFirstOrThrow()
  return { laneId: lane.lane_id, epoch: lane.epoch }
}

async function answerAgain(
  trx: Trx,
  row: CodeRow,
  publicKey: string,
): Promise<Result<EnrolReply, HttpRefusal>> {
  const lane = await trx
    .selectFrom('lane')
    .select(['lane_id', 'epoch'])
    .where('lane_id', '=', row.lane_id)
    .where('public_key', '=', publicKey)
    .executeTakeFirst()
  if (row.used_key !== publicKey || lane === undefined) return usedCode
  return ok({ laneId: lane.lane_id, epoch: lane.epoch })
}

export async function enrol(
  { db, clock, log }: Pick<ServerPorts, 'db' | 'clock' | 'log'>,
  { code, publicKey }: EnrolRequest,
): Promise<Result<EnrolReply, HttpRefusal>> {
  if (readPublicKey(publicKey) === undefined) return unusable
  const nowMs = clock.nowMs()
  return db.transaction().execute(async (trx): Promise<Result<EnrolReply, HttpRefusal>> => {
    // An update that changes nothing takes the row's lock on every engine.
    const row = await trx
      .updateTable('enrolment_code')
      .set((update) => ({ used_ms: update.ref('used_ms') }))
      .where('code_hash', '=', codeHash(code))
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) return unknownCode
    if (row.used_ms !== null) return answerAgain(trx, row, publicKey)
    if (row.expires_ms <= nowMs) return expiredCode
    const reply = await bind(trx, row, publicKey, nowMs)
    log.info('LaneEnrolled', { laneId: reply.laneId, epoch: reply.epoch })
    return ok(reply)
  })
}

/** Offers a code for a lane; the office shows it to whoever stands at the kiosk. */
export async function offerCode(
  db: Trx | ServerPorts['db'],
  offer: {
    readonly storeId: string
    readonly laneId: string
    readonly code: string
    readonly expiresMs: number
  },
): Promise<void> {
  await db
    .insertInto('enrolment_code')
    .values({
      code_hash: codeHash(offer.code),
      store_id: offer.storeId,
      lane_id: offer.laneId,
      expires_ms: offer.expiresMs,
      used_ms: null,
      used_key: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
