/** `GET /v3/pay/transactions/{out-trade-no|id}/…?mchid=`: what the platform knows about an order, by either number. */

import { transactionBody } from './answer-body.ts'
import type { Endpoint, Incoming } from './endpoint.ts'
import { agedOrder } from './order.ts'
import type { GatewayPorts } from './ports.ts'
import type { Order } from './record.ts'
import { answered, type Reply, refusals } from './reply.ts'

function describe(ports: GatewayPorts, { query }: Incoming, order: Order | undefined): Reply {
  if (query['mchid'] === undefined) return refusals.parameter('/mchid', 'is required')
  if (query['mchid'] !== ports.keys.mchid) return refusals.foreignMerchant()
  if (order === undefined) return refusals.orderNotFound()
  return answered(transactionBody(agedOrder(order, ports.clock.nowMs()), ports.keys))
}

export const queryByNumber: Endpoint = {
  api: 'query',
  method: 'GET',
  url: '/v3/pay/transactions/out-trade-no/:out_trade_no',
  handle: (ports, incoming) =>
    describe(ports, incoming, ports.store.orderByNumber(incoming.path['out_trade_no'] ?? '')),
}

export const queryByTransaction: Endpoint = {
  api: 'query',
  method: 'GET',
  url: '/v3/pay/transactions/id/:transaction_id',
  handle: (ports, incoming) =>
    describe(ports, incoming, ports.store.orderByTransaction(incoming.path['transaction_id'] ?? '')),
}
