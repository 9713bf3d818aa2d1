/** `POST /secapi/pay/refund` and `/pay/refundquery`. What may be given back is decided in `refunding.ts`. */

import type * as v from 'valibot'
import { present } from '../../../domain/result.ts'
import type { Refund } from '../record.ts'
import { acceptRefund, obstacleSentences, type RefundObstacle, type RefundRequest } from '../refunding.ts'
import type { WechatStore } from '../store.ts'
import type { V2Endpoint } from './endpoint.ts'
import { numberedRefundWords, refundWords } from './order-words.ts'
import { parametersOf } from './parameters.ts'
import { failed, succeeded, type V2Reply, v2Refusals } from './reply.ts'
import { readFields, refundQuerySchema, refundSchema } from './request-schema.ts'

function refusalOf(obstacle: RefundObstacle): V2Reply {
  if (obstacle === 'tooSoon') return v2Refusals.tooOften()
  if (obstacle === 'merchantShort') return failed('NOTENOUGH', obstacleSentences[obstacle])
  return failed(obstacle === 'tooOld' ? 'TRADE_OVERDUE' : 'INVALID_REQUEST', obstacleSentences[obstacle])
}

export const refund: V2Endpoint = {
  api: 'v2_refund',
  url: '/secapi/pay/refund',
  isGuarded: true,
  handle(ports, words, fault) {
    const read = readFields(refundSchema, words)
    if (!read.ok) return read.error
    const fields = read.value
    if (fields.transaction_id === undefined && fields.out_trade_no === undefined)
      return v2Refusals.lackParameter('out_trade_no')
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

type Asked = v.InferOutput<typeof refundQuerySchema>

const only = (found: Refund | undefined): readonly Refund[] => (found === undefined ? [] : [found])

/** By the most telling number given: the provider's for the refund, our own, or either of the order. */
function askedRefunds(store: WechatStore, asked: Asked): readonly Refund[] | undefined {
  const { refund_id, out_refund_no, transaction_id, out_trade_no } = asked
  if (refund_id !== undefined) return only(store.refundById(refund_id))
  if (out_refund_no !== undefined) return only(store.refundByNumber(out_refund_no))
  if (transaction_id !== undefined)
    return store.refundsOfOrder(store.orderByTransaction(transaction_id)?.outTradeNo ?? '')
  return out_trade_no === undefined ? undefined : store.refundsOfOrder(out_trade_no)
}

export const refundQuery: V2Endpoint = {
  api: 'v2_refundquery',
  url: '/pay/refundquery',
  handle({ store }, words) {
    const read = readFields(refundQuerySchema, words)
    if (!read.ok) return read.error
    const refunds = askedRefunds(store, read.value)
    if (refunds === undefined) return v2Refusals.lackParameter('out_trade_no')
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
