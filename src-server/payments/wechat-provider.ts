/**
 * WeChat Pay as a payment provider: its client's words turned into the machine's. Which refusals are final and
 * which only say "ask first" is decided here and nowhere else.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import { createWechatClient } from '../wechat/client.ts'
import type { ExchangePorts } from '../wechat/exchange.ts'
import type { CallFailure, RefusalCode } from '../wechat/failure.ts'
import { readNotification } from '../wechat/notification.ts'
import { nativeOrderBody, refundBody } from '../wechat/order-body.ts'
import type { Refund, Transaction } from '../wechat/schema.ts'
import type { OrderEvidence, PaymentProvider, ProviderFailure, RefundEvidence } from './provider.ts'

const settledCodes: ReadonlySet<RefusalCode> = new Set(['OrderPaid', 'OrderNumberUsed', 'OrderClosed'])
const absentCodes: ReadonlySet<RefusalCode> = new Set(['OrderNotFound', 'RefundNotFound'])

export function failureOf(failure: CallFailure): ProviderFailure {
  if (failure.kind === 'OutcomeUnknown') return { kind: 'Unknown', reason: failure.reason.kind }
  if (settledCodes.has(failure.code)) return { kind: 'Settled' }
  return absentCodes.has(failure.code) ? { kind: 'NotFound' } : { kind: 'Refused', code: failure.code }
}

const finalStates: readonly string[] = ['CLOSED', 'REVOKED']

export function evidenceOf(transaction: Transaction): OrderEvidence {
  const { outTradeNo } = transaction
  if (transaction.kind === 'Unpaid')
    return { kind: 'Unpaid', outTradeNo, isClosed: finalStates.includes(transaction.tradeState) }
  const { transactionId, amountFen, currency, paidAtMs, isRefunded } = transaction
  return { kind: 'Paid', outTradeNo, transactionId, amountMinor: amountFen, currency, paidAtMs, isRefunded }
}

const refundStates = {
  SUCCESS: 'success',
  CLOSED: 'closed',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
} as const

const refundEvidenceOf = ({ outRefundNo, outTradeNo, refundFen, state }: Refund): RefundEvidence => ({
  outRefundNo,
  outTradeNo,
  refundMinor: refundFen,
  state: refundStates[state],
})

function mapped<T, U>(result: Result<T, CallFailure>, map: (value: T) => U): Result<U, ProviderFailure> {
  return result.ok ? ok(map(result.value)) : err(failureOf(result.error))
}

/** `notifyUrl` is where the provider reaches this server. */
export function wechatProvider(ports: ExchangePorts, notifyUrl: string): PaymentProvider {
  const client = createWechatClient(ports)
  const { appid, mchid } = ports.keys
  return {
    orderBody: ({ outTradeNo, description, amountMinor, payableUntilMs }) =>
      nativeOrderBody({
        appid,
        mchid,
        outTradeNo,
        description,
        notifyUrl,
        amountFen: amountMinor,
        expiresAtMs: payableUntilMs,
      }),
    refundBody: ({ outRefundNo, outTradeNo, amountMinor, totalMinor, reason }) =>
      refundBody({
        outTradeNo,
        outRefundNo,
        reason,
        notifyUrl,
        refundFen: amountMinor,
        totalFen: totalMinor,
      }),
    create: async (body) => mapped(await client.createNative(body), (order) => order),
    query: async (outTradeNo) => mapped(await client.queryOrder(outTradeNo), evidenceOf),
    close: async (outTradeNo) => mapped(await client.closeOrder(outTradeNo), () => undefined),
    refund: async (number, body) => mapped(await client.refund(number, body), refundEvidenceOf),
    queryRefund: async (number) => mapped(await client.queryRefund(number), refundEvidenceOf),
    readNotice(message) {
      const read = readNotification(message, ports.keys, ports.clock.nowMs())
      if (!read.ok) return read
      return read.value.kind === 'TransactionReported'
        ? ok({ kind: 'order', id: read.value.id, evidence: evidenceOf(read.value.transaction) })
        : ok({ kind: 'refund', id: read.value.id, evidence: refundEvidenceOf(read.value.refund) })
    },
  }
}
