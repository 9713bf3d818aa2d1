/** What the program cannot finish by itself: each call for a person is an alarm in the log and a row in a queue. */

import type { Database, PersonQueueTable, Trx } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'

type Case = Pick<PersonQueueTable, 'store_id' | 'number' | 'about' | 'why'>

export async function callPerson(
  trx: Trx,
  { log, clock }: Pick<ServerPorts, 'log' | 'clock'>,
  about: Case,
): Promise<void> {
  log.alarm('PersonNeeded', { about: about.about, number: about.number, why: about.why })
  await trx
    .insertInto('person_queue')
    .values({ ...about, since_ms: clock.nowMs(), settled_ms: null, settled_by: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The case is over, by itself or by someone. */
export async function settleCase(trx: Trx, number: string, nowMs: number, by: string): Promise<void> {
  await trx
    .updateTable('person_queue')
    .set({ settled_ms: nowMs, settled_by: by })
    .where('number', '=', number)
    .where('settled_ms', 'is', null)
    .execute()
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
    ])
    .orderBy('since_ms', 'desc')
    .orderBy('number')
    .limit(limit)
    .execute()
