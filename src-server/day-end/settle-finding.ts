/**
 * What the server does about a finding by itself: where the bill knows of money that we do not, it asks the provider,
 * whose signed answer goes the same way as every other. A bill alone moves nothing.
 */

import { applyWithin } from '../payments/apply.ts'
import { readAttempt } from '../payments/attempt.ts'
import { recorded } from '../payments/calls.ts'
import type { PaymentProvider } from '../payments/providers/provider.ts'
import { applyRefund } from '../payments/refund.ts'
import type { ServerPorts } from '../ports.ts'
import type { Finding } from './finding.ts'

/** `open`: a person has to look, and the reason says why it could not be done. */
export interface Acted {
  readonly state: 'open' | 'done'
  readonly result?: string
}

const open = (result: string): Acted => ({ state: 'open', result })

async function settlePayment(
  ports: ServerPorts,
  provider: PaymentProvider,
  outTradeNo: string,
): Promise<Acted> {
  const attempt = await ports.db
    .selectFrom('payment_attempt')
    .selectAll()
    .where('out_trade_no', '=', outTradeNo)
    .executeTakeFirstOrThrow()
  const answer = await recorded(ports, attempt, 'query', () => provider.query(outTradeNo))
  if (!answer.ok) return open(`query ${answer.error.kind}`)
  const evidence = answer.value
  if (evidence.kind !== 'Paid') return open('query Unpaid')
  return ports.db.transaction().execute(async (trx): Promise<Acted> => {
    const { isMismatch } = await applyWithin(trx, ports, attempt, {
      kind: 'Evidence',
      evidence,
      // Asked beside the machine's own questions, it may be older than what those have heard: a reversed one asks again.
      heard: 'told',
    })
    const { state } = await readAttempt(trx, attempt)
    if (isMismatch) return open('query mismatch')
    return state === 'succeeded' || state === 'orphaned' ? { state: 'done', result: state } : open(state)
  })
}

async function settleRefund(
  ports: ServerPorts,
  provider: PaymentProvider,
  outRefundNo: string,
): Promise<Acted> {
  const refund = await ports.db
    .selectFrom('refund')
    .selectAll()
    .where('out_refund_no', '=', outRefundNo)
    .executeTakeFirstOrThrow()
  const answer = await recorded(ports, refund, 'queryRefund', () =>
    provider.queryRefund(outRefundNo, refund.out_trade_no),
  )
  if (!answer.ok) return open(`query ${answer.error.kind}`)
  const heard = await ports.db.transaction().execute((trx) => applyRefund(trx, ports, answer.value))
  const isDone = heard === 'applied' && answer.value.state === 'success'
  return isDone ? { state: 'done', result: 'refunded' } : open(`query ${answer.value.state}`)
}

/** Whatever the server may not settle by itself stays open. */
export async function actOn(ports: ServerPorts, provider: PaymentProvider, finding: Finding): Promise<Acted> {
  const { kind, outTradeNo, outRefundNo } = finding
  if (kind === 'unsettledPayment' && outTradeNo !== undefined)
    return settlePayment(ports, provider, outTradeNo)
  if (kind === 'unsettledRefund' && outRefundNo !== undefined)
    return settleRefund(ports, provider, outRefundNo)
  return { state: 'open' }
}
