/**
 * Moves one attempt a step towards its end: send the order, ask about it, or unwind it. Each step reads the attempt
 * afresh, asks the provider, and writes what is now known. No step takes silence for an answer, and only the
 * provider's word that an order is closed ends an attempt without money.
 */

import type { UpdateObject } from 'kysely'
import type { PaymentEnding } from '../../domain/sale/fact.ts'
import type { Tables } from '../db/schema.ts'
import type { ServerPorts } from '../ports.ts'
import { type Attempt, type AttemptKey, isLive, readAttempt } from './attempt.ts'
import { recorded } from './calls.ts'
import type { OrderEvidence, ProviderFailure } from './provider.ts'
import {
  backoffAfter,
  expiryGraceMs,
  notFoundFinalMs,
  offeredPollMs,
  offeredUnansweredMs,
  stuckAfterMs,
} from './schedule.ts'
import { settle } from './settle.ts'

/** The same bytes are sent at most so often; then the attempt is unwound. */
export const sendsMax = 3

type Changes = UpdateObject<Tables, 'payment_attempt'>

/** Changes the attempt where it is still in the state it was read in. */
async function change({ db }: ServerPorts, attempt: Attempt, changes: Changes): Promise<void> {
  await db
    .updateTable('payment_attempt')
    .set(changes)
    .where('store_id', '=', attempt.store_id)
    .where('payment_id', '=', attempt.payment_id)
    .where('state', '=', attempt.state)
    .execute()
}

function askAgain(ports: ServerPorts, attempt: Attempt, waitMs: number): Promise<void> {
  const nowMs = ports.clock.nowMs()
  const { payment_id: paymentId, created_ms } = attempt
  if (nowMs - created_ms > stuckAfterMs) ports.log.alarm('PaymentStuck', { paymentId, state: attempt.state })
  return change(ports, attempt, { polls: attempt.polls + 1, due_ms: nowMs + waitMs })
}

function end(ports: ServerPorts, attempt: Attempt, ending: PaymentEnding): Promise<void> {
  ports.log.info('PaymentEnded', { paymentId: attempt.payment_id, ending })
  return change(ports, attempt, { state: 'ended', ending, code_url: null, due_ms: null })
}

/** From here on the provider is asked to close the order, until it says that it is closed or paid. */
function beginUnwinding(ports: ServerPorts, attempt: Attempt, ending: PaymentEnding): Promise<void> {
  return change(ports, attempt, { state: 'unwinding', ending, polls: 0, due_ms: ports.clock.nowMs() })
}

type Heard = 'paid' | 'closed' | 'open' | 'notFound' | 'unknown'

async function hear(ports: ServerPorts, attempt: Attempt, evidence: OrderEvidence): Promise<Heard> {
  if (evidence.kind === 'Unpaid') return evidence.isClosed ? 'closed' : 'open'
  const settlement = await ports.db.transaction().execute((trx) => settle(trx, ports, attempt, evidence))
  return settlement === 'mismatch' ? 'unknown' : 'paid'
}

async function ask(ports: ServerPorts, attempt: Attempt): Promise<Heard> {
  const { provider } = ports
  const answer = await recorded(ports, attempt, 'query', () => provider.query(attempt.out_trade_no))
  if (answer.ok) return hear(ports, attempt, answer.value)
  return answer.error.kind === 'NotFound' ? 'notFound' : 'unknown'
}

async function send(ports: ServerPorts, attempt: Attempt) {
  await change(ports, attempt, { sends: attempt.sends + 1 })
  return recorded(ports, attempt, 'create', () => ports.provider.create(attempt.request_body))
}

function notSent(ports: ServerPorts, attempt: Attempt, failure: ProviderFailure): Promise<void> {
  // A refusal of the very first send proves that there is no order; after an unknown one it proves nothing.
  if (failure.kind === 'Refused' && attempt.sends === 0) return end(ports, attempt, 'refused')
  if (failure.kind !== 'Unknown' || attempt.sends + 1 >= sendsMax) {
    return beginUnwinding(ports, attempt, 'unavailable')
  }
  return askAgain(ports, attempt, backoffAfter(attempt.sends))
}

async function submit(ports: ServerPorts, attempt: Attempt): Promise<void> {
  const sent = await send(ports, attempt)
  if (!sent.ok) return notSent(ports, attempt, sent.error)
  const due_ms = ports.clock.nowMs() + offeredPollMs
  await change(ports, attempt, { state: 'offered', code_url: sent.value.codeUrl, polls: 0, due_ms })
}

async function check(ports: ServerPorts, attempt: Attempt): Promise<void> {
  const heard = await ask(ports, attempt)
  if (heard === 'paid') return
  if (heard === 'closed') return end(ports, attempt, 'closed')
  if (ports.clock.nowMs() >= attempt.payable_until_ms + expiryGraceMs) {
    await beginUnwinding(ports, attempt, 'expired')
    return unwind(ports, await readAttempt(ports.db, attempt))
  }
  await askAgain(ports, attempt, heard === 'open' ? offeredPollMs : offeredUnansweredMs)
}

/**
 * An order the provider has not heard of may be overtaken by its own late request. It is sent again, so that there
 * is something to close; past its time it can no longer be paid, and not found is the end.
 */
async function makeItFound(
  ports: ServerPorts,
  attempt: Attempt,
): Promise<'found' | 'surelyNone' | 'unclear'> {
  if (ports.clock.nowMs() >= attempt.payable_until_ms + notFoundFinalMs) return 'surelyNone'
  return (await send(ports, attempt)).ok ? 'found' : 'unclear'
}

async function closeAndAsk(ports: ServerPorts, attempt: Attempt): Promise<Heard> {
  await recorded(ports, attempt, 'close', () => ports.provider.close(attempt.out_trade_no))
  return ask(ports, attempt)
}

async function unwind(ports: ServerPorts, attempt: Attempt): Promise<void> {
  const ending = attempt.ending ?? 'closed'
  let heard = await ask(ports, attempt)
  if (heard === 'notFound') {
    const found = await makeItFound(ports, attempt)
    if (found === 'surelyNone') return end(ports, attempt, ending)
    if (found === 'found') heard = 'open'
  }
  if (heard === 'open') heard = await closeAndAsk(ports, attempt)
  if (heard === 'paid') return
  if (heard === 'closed') return end(ports, attempt, ending)
  await askAgain(ports, attempt, backoffAfter(attempt.polls))
}

/** Does whatever the attempt's state asks for; nothing once it is final. */
export async function advance(ports: ServerPorts, key: AttemptKey): Promise<void> {
  const attempt = await readAttempt(ports.db, key)
  if (!isLive(attempt)) return
  switch (attempt.state) {
    case 'created':
      return submit(ports, attempt)
    case 'offered':
      return check(ports, attempt)
    case 'unwinding':
      return unwind(ports, attempt)
    case 'paid':
    case 'ended':
    case 'orphaned':
      return
  }
}
