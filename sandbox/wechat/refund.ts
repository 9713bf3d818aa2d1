/**
 * `POST /v3/refund/domestic/refunds` and its query. An answer means "accepted"; the money is back once the refund is
 * settled. One refund number gives money back once, however often it is sent, and all refunds of an order together
 * never exceed it.
 */

import canonicalize from 'canonicalize'
import type * as v from 'valibot'
import { present } from '../../domain/result.ts'
import { refundAnswer } from './answer-body.ts'
import type { Endpoint } from './endpoint.ts'
import { newRefundId } from './ids.ts'
import type { GatewayPorts } from './ports.ts'
import type { Order, Refund } from './record.ts'
import { settlementDelayMs } from './refund-settlement.ts'
import { answered, type Reply, refusals } from './reply.ts'
import { readBody, refundSchema } from './request-schema.ts'

type RefundRequest = v.InferOutput<typeof refundSchema>

const refundsPerOrderMax = 50
const refundSpacingMs = 60_000
const refundAgeMsMax = 365 * 86_400_000

const canonical = (request: RefundRequest): string =>
  present(canonicalize(request), 'a parsed request has a canonical form')

/** Why this order cannot give this much back now; `undefined` if it can. */
function refusalOf(ports: GatewayPorts, order: Order, request: RefundRequest): Reply | undefined {
  const nowMs = ports.clock.nowMs()
  const former = ports.store.refundsOfOrder(order.outTradeNo)
  const takenFen = former
    .filter((refund) => refund.state !== 'CLOSED')
    .reduce((sum, refund) => sum + refund.refundFen, 0)
  const { total, refund } = request.amount
  if (order.paidAtMs === null) return refusals.refundNotPossible('订单未支付,不能退款')
  if (total !== order.amountFen) return refusals.refundNotPossible('订单金额与原订单不一致')
  if (nowMs - order.paidAtMs > refundAgeMsMax) return refusals.refundNotPossible('订单已超过可退款的最大期限')
  if (former.length >= refundsPerOrderMax) return refusals.refundNotPossible('退款次数超过上限')
  if (takenFen + refund > order.amountFen) return refusals.refundNotPossible('退款金额大于可退金额')
  const lastAtMs = former.at(-1)?.createdAtMs
  const isTooSoon = lastAtMs !== undefined && nowMs - lastAtMs < refundSpacingMs
  return isTooSoon ? refusals.tooOften() : undefined
}

function accept(ports: GatewayPorts, order: Order, request: RefundRequest): Reply {
  const { clock, random, store } = ports
  const createdAtMs = clock.nowMs()
  const accepted: Refund = {
    outRefundNo: request.out_refund_no,
    refundId: newRefundId(random, createdAtMs),
    outTradeNo: order.outTradeNo,
    parameters: canonical(request),
    notifyUrl: request.notify_url ?? null,
    refundFen: request.amount.refund,
    totalFen: request.amount.total,
    createdAtMs,
    settlesAtMs: createdAtMs + settlementDelayMs,
    settledAtMs: null,
    state: 'PROCESSING',
  }
  store.saveOrder({ ...order, state: 'REFUND' })
  store.saveRefund(accepted)
  return answered(refundAnswer(accepted, order))
}

function findOrder({ store }: GatewayPorts, request: RefundRequest): Order | undefined {
  if (request.transaction_id !== undefined) return store.orderByTransaction(request.transaction_id)
  return request.out_trade_no === undefined ? undefined : store.orderByNumber(request.out_trade_no)
}

export const refund: Endpoint = {
  api: 'refund',
  method: 'POST',
  url: '/v3/refund/domestic/refunds',
  handle(ports, { body }) {
    const parsed = readBody(refundSchema, body)
    if (!parsed.ok) return parsed.error
    const request = parsed.value
    const order = findOrder(ports, request)
    if (order === undefined) return refusals.orderNotFound()
    const known = ports.store.refundByNumber(request.out_refund_no)
    if (known === undefined) return refusalOf(ports, order, request) ?? accept(ports, order, request)
    return known.parameters === canonical(request)
      ? answered(refundAnswer(known, order))
      : refusals.differentParameters()
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
