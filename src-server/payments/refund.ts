/**
 * Carries a refund that is owed to its end: the same number and the same bytes until the provider has taken it, then
 * questions until it says how it ended. What it cannot finish by itself calls a person, and stays owed.
 */

import type { Selectable } from 'kysely'
import {
  type RefundAction,
  type RefundCall,
  type RefundEvent,
  type RefundProgress,
  stepRefund,
} from '../../domain/payment/refund.ts'
import type { Trx } from '../db/schema.ts'
import type { RefundTable } from '../db/tables/refunds.ts'
import type { ServerPorts } from '../ports.ts'
import { refundEventOf } from './answers.ts'
import { readAttempt } from './attempt.ts'
import { recorded } from './calls.ts'
import { bookPayout, bookRefund } from './ledger.ts'
import { callAbout, callAgain, settleCase } from './person-queue.ts'
import type { RefundEvidence } from './providers/provider.ts'
import { providerOf } from './providers/providers.ts'

export type Refund = Selectable<RefundTable>

const progressOf = (refund: Refund): RefundProgress => ({
  state: refund.state,
  asks: refund.polls,
  refusals: refund.refusals,
  createdAtMs: refund.created_ms,
  dueAtMs: refund.due_ms ?? undefined,
})

/** The refund with its row locked until the transaction ends. */
export function lockRefund(trx: Trx, outRefundNo: string): Promise<Refund | undefined> {
  return trx
    .updateTable('refund')
    .set((update) => ({ polls: update.ref('polls') }))
    .where('out_refund_no', '=', outRefundNo)
    .returningAll()
    .executeTakeFirst()
}

const accountOf = ({ kind }: Refund): 'orphans' | 'returns' => (kind === 'orphan' ? 'orphans' : 'returns')

async function moneyOf(trx: Trx, refund: Refund, atMs: number) {
  const { store_id: storeId, out_refund_no: number, amount_minor: amountMinor } = refund
  const { wallet, currency } = await readAttempt(trx, refund)
  return { storeId, number, wallet, currency, amountMinor, atMs }
}

async function act(trx: Trx, ports: ServerPorts, refund: Refund, action: RefundAction): Promise<void> {
  const { store_id, out_refund_no: number } = refund
  const nowMs = ports.clock.nowMs()
  switch (action) {
    case 'BookPayout':
      return bookPayout(trx, await moneyOf(trx, refund, nowMs), accountOf(refund))
    case 'Book': {
      await bookRefund(trx, await moneyOf(trx, refund, nowMs), accountOf(refund))
      await settleCase(trx, number, 'RefundStuck', { nowMs, by: 'itself' })
      return
    }
    case 'CallPerson':
      return callAgain(trx, ports, { store_id, number, about: 'refund', why: 'RefundStuck' })
    case 'Alarm':
      return callAgain(trx, ports, { store_id, number, about: 'refund', why: 'RefundMoved' })
    case 'Send':
    case 'Query':
      return
  }
}

const isCall = (action: RefundAction): action is RefundCall => action === 'Send' || action === 'Query'

/** One step of the refund, with all that belongs to it, in the caller's transaction; gives the call it wants. */
export async function happen(
  trx: Trx,
  ports: ServerPorts,
  refund: Refund,
  event: RefundEvent,
): Promise<RefundCall | undefined> {
  const nowMs = ports.clock.nowMs()
  if (event === 'Due' && (refund.due_ms ?? Number.POSITIVE_INFINITY) > nowMs) return undefined
  const { refund: next, actions } = stepRefund(progressOf(refund), event, nowMs)
  await trx
    .updateTable('refund')
    .set({ state: next.state, polls: next.asks, refusals: next.refusals, due_ms: next.dueAtMs ?? null })
    .where('out_refund_no', '=', refund.out_refund_no)
    .execute()
  for (const action of actions) await act(trx, ports, refund, action)
  return actions.find(isCall)
}

const callAboutMismatch = (
  trx: Trx,
  ports: ServerPorts,
  { store_id, out_refund_no: number }: Refund,
  { outTradeNo, refundMinor }: RefundEvidence,
): Promise<void> =>
  callAbout(
    trx,
    ports,
    { store_id, number, about: 'refund', why: 'EvidenceMismatch' },
    `${outTradeNo} ${refundMinor}`,
  )

export type RefundHeard = 'applied' | 'unknown' | 'mismatch'

/** What a notification says of a refund, in its transaction. */
export async function applyRefund(
  trx: Trx,
  ports: ServerPorts,
  evidence: RefundEvidence,
): Promise<RefundHeard> {
  const refund = await lockRefund(trx, evidence.outRefundNo)
  if (refund === undefined) return 'unknown'
  if (!agrees(refund, evidence)) {
    await callAboutMismatch(trx, ports, refund, evidence)
    return 'mismatch'
  }
  await happen(trx, ports, refund, refundEventOf({ ok: true, value: evidence }))
  return 'applied'
}

export const agrees = (refund: Refund, evidence: RefundEvidence): boolean =>
  evidence.outTradeNo === refund.out_trade_no && evidence.refundMinor === refund.amount_minor

async function make(ports: ServerPorts, refund: Refund, call: RefundCall): Promise<RefundEvent> {
  const { wallet } = await readAttempt(ports.db, refund)
  const provider = providerOf(ports, wallet)
  const { out_refund_no: number, out_trade_no: outTradeNo, request_body } = refund
  const answer =
    call === 'Send'
      ? await recorded(ports, refund, 'refund', () => provider.refund(number, request_body))
      : await recorded(ports, refund, 'queryRefund', () => provider.queryRefund(number, outTradeNo))
  if (!answer.ok || agrees(refund, answer.value)) return refundEventOf(answer)
  await ports.db.transaction().execute((trx) => callAboutMismatch(trx, ports, refund, answer.value))
  return 'Unheard'
}

/** Calls of one run; what is left is due when the last one's lease is over. */
const callsPerRunMax = 3

/** One run of a refund that is due. */
export async function driveRefund(ports: ServerPorts, outRefundNo: string): Promise<void> {
  let event: RefundEvent = 'Due'
  for (let calls = 0; calls <= callsPerRunMax; calls++) {
    const wanted = await ports.db.transaction().execute(async (trx) => {
      const refund = await lockRefund(trx, outRefundNo)
      if (refund === undefined) return undefined
      const call = await happen(trx, ports, refund, event)
      return call && { refund, call }
    })
    if (wanted === undefined || calls === callsPerRunMax) return
    event = await make(ports, wanted.refund, wanted.call)
  }
}
