/** `GET /v3/pay/transactions/{out-trade-no|id}/…?mchid=`: what the platform knows about an order, by either number. */

import type { FaultAction } from '../../faults/actions.ts'
import { transactionBody } from '../answer-body.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import type { Order } from '../record.ts'
import { seenOrder } from '../sight.ts'
import type { Endpoint, Incoming } from './endpoint.ts'
import { answered, type Reply, refusals } from './reply.ts'

function describe(
  ports: WechatGatewayPorts,
  { query }: Incoming,
  found: Order | undefined,
  fault: FaultAction | undefined,
): Reply {
  if (query['mchid'] === undefined) return refusals.parameter('/mchid', 'is required')
  if (query['mchid'] !== ports.keys.mchid) return refusals.foreignMerchant()
  const order = seenOrder(ports, found, fault)
  return order === undefined ? refusals.orderNotFound() : answered(transactionBody(order, ports.keys))
}

export const queryByNumber: Endpoint = {
  api: 'query',
  method: 'GET',
  url: '/v3/pay/transactions/out-trade-no/:out_trade_no',
  handle: (ports, incoming, fault) =>
    describe(ports, incoming, ports.store.orderByNumber(incoming.path['out_trade_no'] ?? ''), fault),
}

export const queryByTransaction: Endpoint = {
  api: 'query',
  method: 'GET',
  url: '/v3/pay/transactions/id/:transaction_id',
  handle: (ports, incoming, fault) =>
    describe(ports, incoming, ports.store.orderByTransaction(incoming.path['transaction_id'] ?? ''), fault),
}
