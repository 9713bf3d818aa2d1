/**
 * One attempt at being paid, as its row: the machine's state to and fro, what a lane may be told of it, and its
 * numbers at the provider. The row also holds what the machine does not: numbers, bytes, evidence.
 */

import type { Selectable, UpdateObject } from 'kysely'
import type { PaymentStatus } from '../../domain/contract/payment.ts'
import type { Attempt as Machine } from '../../domain/payment/attempt.ts'
import type { Timing } from '../../domain/payment/timing.ts'
import { assert, present } from '../../domain/result.ts'
import type { Database, Tables, Trx } from '../db/schema.ts'
import type { PaymentAttemptTable } from '../db/tables/payments.ts'
import { sha256 } from '../hash.ts'

export type Attempt = Selectable<PaymentAttemptTable>

const numberHexDigits = 30

/** The provider's number of an attempt: the same attempt has the same number, for ever. */
export const outTradeNoOf = (storeId: string, paymentId: string): string =>
  `P_${sha256(`scanway-payment ${storeId} ${paymentId}`).slice(0, numberHexDigits)}`

export function machineOf(row: Attempt, timing: Timing): Machine {
  return {
    mode: row.mode,
    state: row.state,
    timing,
    ending: row.ending ?? undefined,
    codeUrl: row.code_url ?? undefined,
    payableUntilMs: row.payable_until_ms,
    sends: row.sends,
    sentAtMs: row.sent_ms ?? undefined,
    wasRefused: row.was_refused === 1,
    asks: row.polls,
    unwindingSinceMs: row.unwinding_since_ms ?? undefined,
    reverses: row.reverses,
    unwoundAtMs: row.unwound_ms ?? undefined,
    dueAtMs: row.due_ms ?? undefined,
  }
}

export const columnsOf = (machine: Machine): UpdateObject<Tables, 'payment_attempt'> => ({
  state: machine.state,
  ending: machine.ending ?? null,
  code_url: machine.codeUrl ?? null,
  sends: machine.sends,
  sent_ms: machine.sentAtMs ?? null,
  was_refused: machine.wasRefused ? 1 : 0,
  polls: machine.asks,
  unwinding_since_ms: machine.unwindingSinceMs ?? null,
  reverses: machine.reverses,
  unwound_ms: machine.unwoundAtMs ?? null,
  due_ms: machine.dueAtMs ?? null,
})

export function statusOf(attempt: Attempt): PaymentStatus {
  const { out_trade_no: reference, payable_until_ms: payableUntilMs } = attempt
  const waiting = { state: 'inProgress', codeUrl: null, payableUntilMs, reference } as const
  switch (attempt.state) {
    case 'created':
    case 'submitting':
      return { ...waiting, awaits: 'order' }
    case 'awaiting':
      return attempt.mode === 'code'
        ? { ...waiting, awaits: 'password' }
        : { ...waiting, codeUrl: attempt.code_url, awaits: 'scan' }
    case 'unknown':
    case 'unwinding':
    case 'unwindStuck':
      return { ...waiting, awaits: 'certainty' }
    case 'succeeded': {
      const { amount_minor: amountMinor, transaction_id: transactionId, paid_at_ms: paidAtMs } = attempt
      assert(transactionId !== null && paidAtMs !== null, 'a paid attempt has its evidence')
      return { state: 'paid', amountMinor, transactionId, paidAtMs }
    }
    case 'closed':
    case 'reversed':
    case 'failed':
    case 'orphaned':
      return {
        state: 'ended',
        ending: attempt.ending ?? 'closed',
        reference,
        // Nothing of ours reverses a QR: money came, and somebody gave it back at the provider's own pages.
        ...((attempt.state === 'orphaned' || (attempt.state === 'reversed' && attempt.mode === 'qr')) && {
          isReturning: true,
        }),
      }
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

export async function readAttempt(db: Database | Trx, key: AttemptKey): Promise<Attempt> {
  return present(await findAttempt(db, key.store_id, key.payment_id), 'an attempt is never deleted')
}

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
