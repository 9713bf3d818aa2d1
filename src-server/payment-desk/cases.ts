/** The cases that wait for a person, oldest first, with what they are about; and those dealt with last. Reads only. */

import type { Selectable } from 'kysely'
import type { Currency } from '../../domain/money.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { Database } from '../db/schema.ts'
import type { PersonQueueTable } from '../db/tables/payments.ts'
import type { CaseReason } from '../payments/person-queue.ts'

type Row = Selectable<PersonQueueTable>

export interface Case {
  readonly number: string
  readonly about: Row['about']
  readonly why: CaseReason
  readonly sinceMs: number
  readonly settledMs: number | null
  readonly settledBy: string | null
  readonly note: string | null
  /** Whether it is about money that no sale could use. */
  readonly isOrphan: boolean
  /** The payment at the bottom of it; none where it is about something else. */
  readonly payment:
    | {
        readonly outTradeNo: string
        readonly wallet: Wallet
        readonly amountMinor: number
        readonly currency: Currency
        readonly laneId: string
        readonly saleId: string
      }
    | undefined
}

const openMax = 200
const settledMax = 30

function rows(db: Database) {
  return db
    .selectFrom('person_queue')
    .leftJoin('refund', 'refund.out_refund_no', 'person_queue.number')
    .leftJoin('payment_attempt', (join) =>
      join.on(({ eb, or, ref }) =>
        or([
          eb('payment_attempt.out_trade_no', '=', ref('person_queue.number')),
          eb('payment_attempt.out_trade_no', '=', ref('refund.out_trade_no')),
        ]),
      ),
    )
    .select([
      'person_queue.number',
      'person_queue.about',
      'person_queue.why',
      'person_queue.since_ms',
      'person_queue.settled_ms',
      'person_queue.settled_by',
      'person_queue.note',
      'refund.amount_minor as refund_minor',
      'refund.kind as refund_kind',
      'payment_attempt.out_trade_no',
      'payment_attempt.wallet',
      'payment_attempt.amount_minor',
      'payment_attempt.currency',
      'payment_attempt.lane_id',
      'payment_attempt.sale_id',
    ])
}

type Read = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

function paymentOf(row: Read): Case['payment'] {
  const { out_trade_no: outTradeNo, wallet, amount_minor: paidMinor, currency, lane_id: laneId } = row
  const { sale_id: saleId, refund_minor: refundMinor } = row
  if (outTradeNo === null || wallet === null || currency === null || laneId === null || saleId === null)
    return undefined
  return { outTradeNo, wallet, amountMinor: refundMinor ?? paidMinor ?? 0, currency, laneId, saleId }
}

const caseOf = (row: Read): Case => ({
  number: row.number,
  about: row.about,
  why: row.why,
  sinceMs: row.since_ms,
  settledMs: row.settled_ms,
  settledBy: row.settled_by,
  note: row.note,
  isOrphan: row.refund_kind === 'orphan',
  payment: paymentOf(row),
})

export async function openCases(db: Database): Promise<readonly Case[]> {
  const open = await rows(db)
    .where('settled_ms', 'is', null)
    .orderBy('since_ms')
    .orderBy('person_queue.number')
    .limit(openMax)
    .execute()
  return open.map(caseOf)
}

export async function settledCases(db: Database): Promise<readonly Case[]> {
  const settled = await rows(db)
    .where('settled_ms', 'is not', null)
    .orderBy('settled_ms', 'desc')
    .orderBy('person_queue.number')
    .limit(settledMax)
    .execute()
  return settled.map(caseOf)
}
