/**
 * Lets an event happen to an attempt: order and attempt locked, evidence weighed, one step of the machine, and all
 * that belongs to it in the same transaction. Gives the call the machine wants made; by then the wish is on disk.
 */

import { isLive, type Attempt as Machine } from '../../domain/payment/attempt.ts'
import {
  type Action,
  type AttemptEvent,
  type ProviderCall,
  providerCalls,
} from '../../domain/payment/event.ts'
import { step } from '../../domain/payment/step.ts'
import type { Trx } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'
import { captureTenders } from '../tenders/end.ts'
import type { Heard } from './answers.ts'
import { type Attempt, type AttemptKey, columnsOf, lockAttempt, machineOf, readAttempt } from './attempt.ts'
import { bookCapture } from './ledger.ts'
import { lockOrder, type Order, payOrder } from './order.ts'
import { type CaseReason, callAbout, callAgain, callPerson, settleCase } from './person-queue.ts'
import type { OrderEvidence, PaidEvidence } from './providers/provider.ts'
import { timingOf } from './providers/providers.ts'
import { oweOrphan } from './refund-owed.ts'

export interface Applied {
  readonly call: ProviderCall | undefined
  /** Evidence that is not about this very payment. */
  readonly isMismatch: boolean
}

const agrees = (attempt: Attempt, evidence: PaidEvidence): boolean =>
  evidence.outTradeNo === attempt.out_trade_no &&
  evidence.amountMinor === attempt.amount_minor &&
  evidence.currency === attempt.currency

function weigh(
  attempt: Attempt,
  order: Order | undefined,
  evidence: OrderEvidence,
  heard: 'asked' | 'told',
): AttemptEvent | 'mismatch' {
  if (evidence.kind === 'Unpaid') {
    if (evidence.outTradeNo !== attempt.out_trade_no) return 'mismatch'
    if (evidence.isClosed) return { kind: 'Closed' }
    return { kind: evidence.hasFailed ? 'PayerFailed' : 'Unpaid' }
  }
  if (!agrees(attempt, evidence)) return 'mismatch'
  if (evidence.givenBack === 'all') return { kind: 'PaidBack' }
  if (evidence.givenBack === 'unclear') return { kind: 'BackUnclear' }
  const isTaken = order !== undefined && order.paid_by !== null && order.paid_by !== attempt.payment_id
  return { kind: 'Paid', order: isTaken ? 'taken' : 'waiting', heard }
}

const isCall = (action: Action): action is ProviderCall => providerCalls.some((call) => call === action)

interface Happening {
  readonly trx: Trx
  readonly ports: ServerPorts
  readonly attempt: Attempt
  readonly evidence: OrderEvidence | undefined
}

async function act({ trx, ports, attempt }: Happening, action: Exclude<Action, ProviderCall>): Promise<void> {
  const { store_id, out_trade_no: number, payment_id: paymentId, amount_minor: amountMinor } = attempt
  const money = {
    storeId: store_id,
    number,
    wallet: attempt.wallet,
    amountMinor,
    currency: attempt.currency,
    atMs: ports.clock.nowMs(),
  }
  switch (action) {
    case 'PayOrder':
      await payOrder(trx, attempt, paymentId)
      await captureTenders(trx, attempt, money.atMs)
      await bookCapture(trx, money, 'sales')
      return ports.log.info('PaymentSettled', { paymentId, amountMinor })
    case 'OweRefund':
      await bookCapture(trx, money, 'orphans')
      return oweOrphan(trx, ports, attempt)
    case 'ReleaseOrder':
      return ports.log.info('PaymentEnded', { paymentId, number })
    case 'Alarm':
      return ports.log.alarm('PaymentOrphaned', { number })
    case 'CallPerson':
      return callPerson(trx, ports, { store_id, number, about: 'payment', why: 'UnwindStuck' })
    case 'CallAboutMoney':
      return callAgain(trx, ports, { store_id, number, about: 'payment', why: doubtOf(attempt) })
    case 'CallRefundedElsewhere':
      return callPerson(trx, ports, { store_id, number, about: 'payment', why: 'RefundedElsewhere' })
    case 'CallRefundUnclear':
      return callAgain(trx, ports, { store_id, number, about: 'payment', why: 'RefundUnclear' })
  }
}

/** Money that is ours to keep or to give back. */
const isMoney = ({ state }: Machine): boolean => state === 'succeeded' || state === 'orphaned'

/** Whether money came to what is over: it was reversed, or it is a QR that nobody knew of. */
const doubtOf = ({ state }: Pick<Attempt, 'state'>): 'ReversalUnsure' | 'LastLookUnanswered' =>
  state === 'reversed' ? 'ReversalUnsure' : 'LastLookUnanswered'

/** Cases that ended with this step, because what they were about did. */
function endedBy(before: Machine, event: AttemptEvent, next: Machine): readonly CaseReason[] {
  if (isLive(before)) return isLive(next) ? [] : ['UnwindStuck', 'RefundUnclear']
  // Not being asked any more without an answer ends no doubt.
  return next.dueAtMs === undefined && event.kind !== 'Unheard' ? [doubtOf(before)] : []
}

/** Saves what the step made of the attempt, with the evidence of its money. */
async function save({ trx, attempt, evidence }: Happening, next: Machine): Promise<void> {
  const proof =
    isMoney(next) && evidence?.kind === 'Paid'
      ? { transaction_id: evidence.transactionId, paid_at_ms: evidence.paidAtMs }
      : {}
  await trx
    .updateTable('payment_attempt')
    .set({ ...columnsOf(next), ...proof })
    .where('store_id', '=', attempt.store_id)
    .where('payment_id', '=', attempt.payment_id)
    .execute()
}

async function happen(from: Happening, event: AttemptEvent): Promise<ProviderCall | undefined> {
  const { trx, ports, attempt, evidence } = from
  const nowMs = ports.clock.nowMs()
  const before = machineOf(attempt, timingOf(ports, attempt))
  // Another sweep was faster: its call has a lease.
  if (event.kind === 'Due' && (before.dueAtMs ?? Number.POSITIVE_INFINITY) > nowMs) return undefined
  const { attempt: next, actions } = step(before, event, nowMs)
  if (next === before) return undefined
  await save(from, next)
  for (const action of actions) if (!isCall(action)) await act(from, action)
  if (isMoney(next) && evidence?.kind === 'Paid' && evidence.givenBack === 'part')
    await act(from, 'CallRefundedElsewhere')
  for (const why of endedBy(before, event, next))
    await settleCase(trx, attempt.out_trade_no, why, { nowMs, by: 'itself' })
  return actions.find(isCall)
}

/** What was said, without the hour it was said of: the same again is no news. */
const saidIn = (evidence: OrderEvidence): string =>
  evidence.kind === 'Paid'
    ? `${evidence.outTradeNo} ${evidence.transactionId} ${evidence.amountMinor} ${evidence.currency}`
    : evidence.outTradeNo

/** In a transaction of the caller's. */
export async function applyWithin(
  trx: Trx,
  ports: ServerPorts,
  key: AttemptKey,
  heard: Heard,
): Promise<Applied> {
  const { sale_id, store_id } = await readAttempt(trx, key)
  const order = await lockOrder(trx, { store_id, sale_id })
  const attempt = await lockAttempt(trx, key)
  if (heard.kind !== 'Evidence')
    return { call: await happen({ trx, ports, attempt, evidence: undefined }, heard), isMismatch: false }
  const event = weigh(attempt, order, heard.evidence, heard.heard)
  if (event !== 'mismatch') {
    const call = await happen({ trx, ports, attempt, evidence: heard.evidence }, event)
    return { call, isMismatch: false }
  }
  const { out_trade_no: number } = attempt
  await callAbout(
    trx,
    ports,
    { store_id, number, about: 'payment', why: 'EvidenceMismatch' },
    saidIn(heard.evidence),
  )
  // Whatever was asked got no answer that counts.
  const call =
    heard.heard === 'asked'
      ? await happen({ trx, ports, attempt, evidence: undefined }, { kind: 'Unheard' })
      : undefined
  return { call, isMismatch: true }
}

export const apply = (ports: ServerPorts, key: AttemptKey, heard: Heard): Promise<Applied> =>
  ports.db.transaction().execute((trx) => applyWithin(trx, ports, key, heard))
