/**
 * One attempt at being paid, as its row: what a lane may be told of it, and its numbers at the provider. States only
 * move forward; `paid` is never left, and an `ended` one that turns out paid becomes `orphaned` and is refunded.
 */

import type { Selectable } from 'kysely'
import type { PaymentStatus } from '../../domain/contract/wire.ts'
import { assert, present } from '../../domain/result.ts'
import type { AttemptState, Database, PaymentAttemptTable, Trx } from '../db/schema.ts'
import { sha256 } from '../hash.ts'

export type Attempt = Selectable<PaymentAttemptTable>

/** Those that may still take money. */
export const liveStates = ['created', 'offered', 'unwinding'] as const satisfies readonly AttemptState[]

const liveStateSet: ReadonlySet<AttemptState> = new Set(liveStates)

export const isLive = ({ state }: Pick<Attempt, 'state'>): boolean => liveStateSet.has(state)

/** How long a QR takes money; the provider is told, and closes its side of the door by itself. */
export const payableForMs = 180_000

const tradeNumberHexDigits = 30

/** The provider's number of an attempt: the same attempt has the same number, for ever. */
export const outTradeNoOf = (storeId: string, paymentId: string): string =>
  `P_${sha256(`scanway-payment ${storeId} ${paymentId}`).slice(0, tradeNumberHexDigits)}`

/** Deterministic, so that a refund decided twice is one refund. */
export const orphanRefundNo = (outTradeNo: string): string => `R_${outTradeNo}_ORPH`

export function statusOf(attempt: Attempt): PaymentStatus {
  switch (attempt.state) {
    case 'created':
    case 'unwinding':
      return { state: 'inProgress', codeUrl: null, payableUntilMs: attempt.payable_until_ms }
    case 'offered':
      return { state: 'inProgress', codeUrl: attempt.code_url, payableUntilMs: attempt.payable_until_ms }
    case 'paid': {
      assert(
        attempt.transaction_id !== null && attempt.paid_at_ms !== null,
        'a paid attempt has its evidence',
      )
      const { amount_minor: amountMinor, transaction_id: transactionId, paid_at_ms: paidAtMs } = attempt
      return { state: 'paid', amountMinor, transactionId, paidAtMs }
    }
    case 'ended':
    case 'orphaned':
      assert(attempt.ending !== null, 'an ended attempt has an ending')
      return { state: 'ended', ending: attempt.ending }
  }
}

export function findAttempt(
  db: Database | Trx,
  storeId: string,
  paymentId: string,
): Promise<Attempt | undefined> {
  return db
    .selectFrom('payment_attempt')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('payment_id', '=', paymentId)
    .executeTakeFirst()
}

export type AttemptKey = Pick<Attempt, 'store_id' | 'payment_id'>

/** The attempt with its row locked until the transaction ends; an update that changes nothing locks everywhere. */
export function lockAttempt(trx: Trx, { store_id, payment_id }: AttemptKey): Promise<Attempt> {
  return trx
    .updateTable('payment_attempt')
    .set((update) => ({ polls: update.ref('polls') }))
    .where('store_id', '=', store_id)
    .where('payment_id', '=', payment_id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function readAttempt(db: Database | Trx, key: AttemptKey): Promise<Attempt> {
  return present(await findAttempt(db, key.store_id, key.payment_id), 'an attempt is never deleted')
}
