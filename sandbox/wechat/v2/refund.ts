/** `POST /secapi/pay/refund` and `/pay/refundquery`. What may be given back is decided in `refunding.ts`. */

import canonicalize from 'canonicalize'
import { present } from '../../../domain/result.ts'
import { acceptRefund, obstacleSentences, type RefundObstacle, type RefundRequest } from '../refunding.ts'
import type { V2Endpoint } from './endpoint.ts'
import { numberedRefundWords, refundWords } from './order-words.ts'
import { failed, succeeded, type V2Reply, v2Refusals } from './reply.ts'
import { readFields, refundQuerySchema, refundSchema } from './request-schema.ts'
import type { Words } from './xml.ts'

function refusalOf(obstacle: RefundObstacle): V2Reply {
  if (obstacle === 'tooSoon') return v2Refusals.tooOften()
  if (obstacle === 'merchantShort') return failed('NOTENOUGH', obstacleSentences[obstacle])
  return failed(obstacle === 'tooOld' ? 'TRADE_OVERDUE' : 'INVALID_REQUEST', obstacleSentences[obstacle])
}

const fleeting: ReadonlySet<string> = new Set(['nonce_str', 'sign'])

const parametersOf = (words: Words): string =>
  present(
    canonicalize(Object.fromEntries(Object.entries(words).filter(([name]) => !fleeting.has(name)))),
    'a parsed request has a canonical form',
  )

export const refund: V2Endpoint = {
  api: 'v2_refund',
  url: '/secapi/pay/refund',
  isGuarded: true,
  handle(ports, words, fault) {
    const read = readFields(refundSchema, words)
    if (!read.ok) return read.error
    const fields = read.value
    const order =
      fields.transaction_id === undefined
        ? ports.store.orderByNumber(fields.out_trade_no ?? '')
        : ports.store.orderByTransaction(fields.transaction_id)
    if (order === undefined) return v2Refusals.orderNotFound()
    const request: RefundRequest = {
      outRefundNo: fields.out_refund_no,
      refundFen: fields.refund_fee,
      totalFen: fields.total_fee,
      notifyUrl: fields.notify_url ?? null,
      parameters: parametersOf(words),
    }
    const accepted = acceptRefund(ports, order, request, fault)
    return accepted.ok ? succeeded(refundWords(accepted.value, order)) : refusalOf(accepted.error)
  },
}

export const refundQuery: V2Endpoint = {
  api: 'v2_refundquery',
  url: '/pay/refundquery',
  handle({ store }, words) {
    const read = readFields(refundQuerySchema, words)
    if (!read.ok) return read.error
    const { out_trade_no, out_refund_no } = read.value
    const one = out_refund_no === undefined ? undefined : store.refundByNumber(out_refund_no)
    const refunds = one === undefined ? store.refundsOfOrder(out_trade_no ?? '') : [one]
    const [first] = refunds
    if (first === undefined) return failed('REFUNDNOTEXIST', '退款订单查询失败')
    const order = present(store.orderByNumber(first.outTradeNo), 'a refund has an order')
    return succeeded({
      transaction_id: order.transactionId ?? '',
      out_trade_no: order.outTradeNo,
      total_fee: String(order.amountFen),
      cash_fee: String(order.amountFen),
      refund_count: String(refunds.length),
      ...Object.assign({}, ...refunds.map(numberedRefundWords)),
    })
  },
}
