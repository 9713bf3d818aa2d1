/**
 * Removes what only served to settle payments and was kept long enough: the bytes of calls to providers, and the marks
 * of notifications that were heard. Never of a payment that is not over, with refunds not ended, a person still called
 * or a day not clean; never anything of the books.
 */

import { liveStates } from '../../domain/payment/attempt.ts'
import { openRefundStates } from '../../domain/payment/refund.ts'
import { dayMs, startOf } from '../day-end/day.ts'
import type { Database } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'

/** Longer than a provider takes disputes; a notification is repeated for two days at most. */
export const diaryDaysKept = 180

/** Rows of each kind that one run removes; what is left over goes with the next. */
export const removedPerRunMax = 2_000

/** Bills of a day that is not clean are held against everything from that day on. */
async function keptFrom({ db, clock, settings }: ServerPorts): Promise<number> {
  const { diaryDays = diaryDaysKept } = settings
  const oldMs = clock.nowMs() - diaryDays * dayMs
  const unclean = await db
    .selectFrom('day_finding')
    .select('day')
    .where('state', '=', 'open')
    .orderBy('day')
    .limit(1)
    .executeTakeFirst()
  return unclean === undefined ? oldMs : Math.min(oldMs, startOf(unclean.day) - dayMs)
}

/** Calls whose order may still need them stay, however old. */
const oldCalls = (db: Database, beforeMs: number) =>
  db
    .selectFrom('payment_call as call')
    .select('call.call_id')
    .where('call.sent_ms', '<', beforeMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payment_attempt')
            .select('payment_id')
            .whereRef('payment_attempt.out_trade_no', '=', 'call.out_trade_no')
            .where('payment_attempt.state', 'in', liveStates),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('refund')
            .select('out_refund_no')
            .whereRef('refund.out_trade_no', '=', 'call.out_trade_no')
            .where('refund.state', 'in', openRefundStates),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('person_queue')
            .select('number')
            .whereRef('person_queue.number', '=', 'call.out_trade_no')
            .where('person_queue.settled_ms', 'is', null),
        ),
      ),
    )
    .orderBy('call.sent_ms')
    .limit(removedPerRunMax)

/** One bounded run; nothing it does is needed by anything else, so it may be missed. */
export async function keepUp(ports: ServerPorts): Promise<void> {
  const { db, log } = ports
  const beforeMs = await keptFrom(ports)
  const calls = await db
    .deleteFrom('payment_call')
    .where('call_id', 'in', oldCalls(db, beforeMs))
    .executeTakeFirst()
  const notices = await db
    .deleteFrom('inbox')
    .where('notify_id', 'in', (from) =>
      from
        .selectFrom('inbox')
        .select('notify_id')
        .where('received_ms', '<', beforeMs)
        .orderBy('received_ms')
        .limit(removedPerRunMax),
    )
    .executeTakeFirst()
  const removed = { calls: Number(calls.numDeletedRows), notices: Number(notices.numDeletedRows) }
  if (removed.calls + removed.notices > 0) log.info('DiaryShortened', removed)
}
