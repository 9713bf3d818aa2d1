/** `POST /v3/refund/domestic/refunds` and its query. What may be given back is decided in `refunding.ts`. */

import canonicalize from 'canonicalize'
import type * as v from 'valibot'
import { present } from '../../../domain/result.ts'
import { refundAnswer } from '../answer-body.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import type { Order } from '../record.ts'
import { acceptRefund, obstacleSentences, type RefundObstacle, type RefundRequest } from '../refunding.ts'
import type { Endpoint } from './endpoint.ts'
import { answered, type Reply, refusals } from './reply.ts'
import { readBody, refundSchema } from './request-schema.ts'

type RefundBody = v.InferOutput<typeof refundSchema>

const requestOf = (body: RefundBody): RefundRequest => ({
  outRefundNo: body.out_refund_no,
  refundFen: body.amount.refund,
  totalFen: body.amount.total,
  notifyUrl: body.notify_url ?? null,
  parameters: present(canonicalize(body), 'a parsed request has a canonical form'),
})

function refusalOf(obstacle: RefundObstacle): Reply {
  if (obstacle === 'differentParameters') return refusals.differentParameters()
  if (obstacle === 'tooSoon') return refusals.tooOften()
  if (obstacle === 'merchantShort') return refusals.merchantShort()
  return refusals.refundNotPossible(obstacleSentences[obstacle])
}

function findOrder({ store }: WechatGatewayPorts, body: RefundBody): Order | undefined {
  if (body.transaction_id !== undefined) return store.orderByTransaction(body.transaction_id)
  return body.out_trade_no === undefined ? undefined : store.orderByNumber(body.out_trade_no)
}

export const refund: Endpoint = {
  api: 'refund',
  method: 'POST',
  url: '/v3/refund/domestic/refunds',
  handle(ports, { body }, fault) {
    const parsed = readBody(refundSchema, body)
    if (!parsed.ok) return parsed.error
    const { transaction_id, out_trade_no } = parsed.value
    if (transaction_id === undefined && out_trade_no === undefined)
      return refusals.parameter('/out_trade_no', 'is required')
    const order = findOrder(ports, parsed.value)
    if (order === undefined) return refusals.orderNotFound()
    const accepted = acceptRefund(ports, order, requestOf(parsed.value), fault)
    return accepted.ok ? answered(refundAnswer(accepted.value, order)) : refusalOf(accepted.error)
  },
}

export const refundQuery: Endpoint = {
  api: 'refundQuery',
  method: 'GET',
  url: '/v3/refund/domestic/refunds/:out_refund_no',
  handle({ store }, { path }) {
    const known = store.refundByNumber(path['out_refund_no'] ?? '')
    if (known === undefined) return refusals.refundNotFound()
    const order = present(store.orderByNumber(known.outTradeNo), 'a refund has an order')
    return answered(refundAnswer(known, order))
  },
}
