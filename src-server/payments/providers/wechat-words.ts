/** WeChat Pay's words for orders, refunds and failures turned into the payment machine's. */

import { err, ok, type Result } from '../../../domain/result.ts'
import type { CallFailure, RefusalCode } from '../../wechat/failure.ts'
import type { Refund, Transaction } from '../../wechat/schema.ts'
import type { RefundsOfOrder } from '../../wechat/v2/refunds.ts'
import type { OrderEvidence, ProviderFailure, RefundEvidence } from './provider.ts'

const settledCodes: ReadonlySet<RefusalCode> = new Set(['OrderPaid', 'OrderNumberUsed', 'OrderClosed'])
const absentCodes: ReadonlySet<RefusalCode> = new Set(['OrderNotFound', 'RefundNotFound', 'BillNotReady'])

export function failureOf(failure: CallFailure): ProviderFailure {
  if (failure.kind === 'OutcomeUnknown') return { kind: 'Unknown', reason: failure.reason.kind }
  if (settledCodes.has(failure.code)) return { kind: 'Settled' }
  return absentCodes.has(failure.code) ? { kind: 'NotFound' } : { kind: 'Refused', code: failure.code }
}

type Ending = Extract<ProviderFailure, { readonly kind: 'Refused' }>['ending']

/** What else than "refused" there is to say to the shopper. */
const endingByCode: ReadonlyMap<RefusalCode, Ending> = new Map([
  ['CodeExpired', 'codeRefused'],
  ['CodeInvalid', 'codeRefused'],
  ['BuyerMismatch', 'codeRefused'],
  ['BalanceShort', 'noFunds'],
  ['CardNotSupported', 'noFunds'],
])

/** A charge that met a closed order took no money: that is sure. */
export function chargeFailureOf(failure: CallFailure): ProviderFailure {
  const isClosed = failure.kind === 'CallRefused' && failure.code === 'OrderClosed'
  const mapped = isClosed ? ({ kind: 'Refused', code: failure.code } as const) : failureOf(failure)
  const ending = failure.kind === 'CallRefused' ? endingByCode.get(failure.code) : undefined
  return mapped.kind === 'Refused' && ending !== undefined ? { ...mapped, ending } : mapped
}

const finalStates: readonly string[] = ['CLOSED', 'REVOKED']

export function evidenceOf(transaction: Transaction): OrderEvidence {
  const { outTradeNo } = transaction
  if (transaction.kind === 'Unpaid') {
    const isClosed = finalStates.includes(transaction.tradeState)
    const hasFailed = transaction.tradeState === 'PAYERROR'
    return { kind: 'Unpaid', outTradeNo, isClosed, ...(hasFailed && { hasFailed }) }
  }
  const { transactionId, amountFen: amountMinor, currency, paidAtMs, isRefunded } = transaction
  // How much of it, only the refunds themselves tell.
  const givenBack = isRefunded ? 'unclear' : 'nothing'
  return { kind: 'Paid', outTradeNo, transactionId, amountMinor, currency, paidAtMs, givenBack }
}

export function withRefunds(order: OrderEvidence, { totalFen, backFen }: RefundsOfOrder): OrderEvidence {
  if (order.kind !== 'Paid' || backFen === undefined || totalFen !== order.amountMinor) return order
  return { ...order, givenBack: backFen === 0 ? 'nothing' : backFen < totalFen ? 'part' : 'all' }
}

const refundStates = {
  SUCCESS: 'success',
  CLOSED: 'closed',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
} as const

export const refundEvidenceOf = ({ outRefundNo, outTradeNo, refundFen, state }: Refund): RefundEvidence => ({
  outRefundNo,
  outTradeNo,
  refundMinor: refundFen,
  state: refundStates[state],
})

export function mapped<T, U>(
  result: Result<T, CallFailure>,
  map: (value: T) => U,
  fail: (failure: CallFailure) => ProviderFailure,
): Result<U, ProviderFailure> {
  return result.ok ? ok(map(result.value)) : err(fail(result.error))
}
