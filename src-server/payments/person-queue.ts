/** What the program cannot finish by itself: each call for a person is an alarm in the log and a row in a queue. */

import * as v from 'valibot'
import { ok, type Result } from '../../domain/result.ts'
import type { Database, Trx } from '../db/schema.ts'
import type { PersonQueueTable } from '../db/tables/payments.ts'
import { sha256 } from '../hash.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'

/**
 * `UnwindStuck`, `RefundStuck`, `ReversalUnsure` (money was told of after it was reversed, and nobody says whether it
 * went back), `LastLookUnanswered` (nobody says whether a QR that is over was paid), `RefundUnclear` (money came to a
 * sale that waits, and went back in part or whole at the provider's own pages): the program goes on asking, and may yet
 * settle it. `RefundedElsewhere`: the same, of a payment that is decided. `EvidenceMismatch`: the provider spoke of other money
 * than was asked for; only a person can say what that was. `GoodsWithoutMoney`: a day's bills know nothing of a payment
 * that released goods; it ends with the day's finding. `RefundMoved`: money moved under a refund's number that a person
 * had ended.
 */
const caseReasons = [
  'UnwindStuck',
  'ReversalUnsure',
  'LastLookUnanswered',
  'RefundUnclear',
  'RefundedElsewhere',
  'RefundStuck',
  'EvidenceMismatch',
  'GoodsWithoutMoney',
  'RefundMoved',
] as const

export type CaseReason = (typeof caseReasons)[number]

/** Those that a person ends by their word alone. */
const settledByWord = [
  'EvidenceMismatch',
  'RefundMoved',
  'RefundedElsewhere',
] as const satisfies readonly CaseReason[]

interface Case extends Pick<PersonQueueTable, 'store_id' | 'number' | 'about'> {
  readonly why: CaseReason
}

export async function callPerson(
  trx: Trx,
  { log, clock }: Pick<ServerPorts, 'log' | 'clock'>,
  about: Case,
  evidence: string | null = null,
): Promise<void> {
  log.alarm('PersonNeeded', { about: about.about, number: about.number, why: about.why })
  await trx
    .insertInto('person_queue')
    .values({ ...about, since_ms: clock.nowMs(), settled_ms: null, settled_by: null, note: null, evidence })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What ended by itself and is so again waits for a person once more; `false`: there was never such a case. */
export async function reopenCase(trx: Trx, number: string, why: CaseReason): Promise<boolean> {
  const known = await trx
    .updateTable('person_queue')
    .set({ settled_ms: null, settled_by: null, note: null })
    .where('number', '=', number)
    .where('why', '=', why)
    .returning('number')
    .execute()
  return known.length > 0
}

/** Calls a person, also where the same was settled before. */
export async function callAgain(
  trx: Trx,
  ports: Pick<ServerPorts, 'log' | 'clock'>,
  { about, number, why, ...more }: Case,
): Promise<void> {
  if (await reopenCase(trx, number, why)) ports.log.alarm('PersonNeeded', { about, number, why })
  else await callPerson(trx, ports, { about, number, why, ...more })
}

/** Calls a person about what was said: the same again calls nobody, and something else does, whatever was settled. */
export async function callAbout(
  trx: Trx,
  ports: Pick<ServerPorts, 'log' | 'clock'>,
  about: Case,
  said: string,
): Promise<void> {
  const evidence = sha256(said)
  const settled = await trx
    .selectFrom('person_queue')
    .select('evidence')
    .where('number', '=', about.number)
    .where('why', '=', about.why)
    .where('settled_ms', 'is not', null)
    .executeTakeFirst()
  if (settled === undefined) return callPerson(trx, ports, about, evidence)
  if (settled.evidence === evidence) return
  await callAgain(trx, ports, about)
  await trx
    .updateTable('person_queue')
    .set({ evidence })
    .where('number', '=', about.number)
    .where('why', '=', about.why)
    .execute()
}

export interface Settlement {
  readonly nowMs: number
  /** A badge, or `itself`. */
  readonly by: string
  readonly note?: string
}

/** The case is over, by itself or by someone; `false`: none was open. */
export async function settleCase(
  trx: Trx,
  number: string,
  why: CaseReason,
  { nowMs, by, note = '' }: Settlement,
): Promise<boolean> {
  const settled = await trx
    .updateTable('person_queue')
    .set({ settled_ms: nowMs, settled_by: by, note: note === '' ? null : note })
    .where('number', '=', number)
    .where('why', '=', why)
    .where('settled_ms', 'is', null)
    .returning('number')
    .execute()
  return settled.length > 0
}

/** An order's or a refund's, at the provider. */
export const numberSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))

export const settleEntries = {
  number: numberSchema,
  why: v.picklist(settledByWord),
}

const caseNotOpen = refuse(404, 'CaseNotOpen', 'No open case of this number can be settled by a word.')

/** A person looked, and says what it was. */
export async function settleByPerson(
  { db, clock, log }: ServerPorts,
  asked: { readonly number: string; readonly why: CaseReason; readonly by: string; readonly note: string },
): Promise<Result<undefined, HttpRefusal>> {
  const { number, why, by, note } = asked
  const settlement = { nowMs: clock.nowMs(), by, note }
  const isSettled = await db.transaction().execute((trx) => settleCase(trx, number, why, settlement))
  if (!isSettled) return caseNotOpen
  log.warn('CaseSettled', { number, why, by })
  return ok(undefined)
}

export const listCases = (db: Database, limit: number) =>
  db
    .selectFrom('person_queue')
    .select([
      'store_id as storeId',
      'number',
      'about',
      'why',
      'since_ms as sinceMs',
      'settled_ms as settledMs',
      'settled_by as settledBy',
      'note',
    ])
    .orderBy('since_ms', 'desc')
    .orderBy('number')
    .limit(limit)
    .execute()
