/**
 * `POST /v3/pay/transactions/native`: makes an order and its code. The same number with the same parameters gives a
 * new code and kills the old one; with any other parameter it is refused.
 */

import canonicalize from 'canonicalize'
import type * as v from 'valibot'
import { present } from '../../../domain/result.ts'
import type { FaultAction } from '../../faults/actions.ts'
import { newCodeUrl } from '../ids.ts'
import { agedOrder, codeLifeMs, isExpired, note } from '../order.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import type { Order } from '../record.ts'
import type { Endpoint } from './endpoint.ts'
import { answered, type Reply, refusals } from './reply.ts'
import { nativeSchema, readBody } from './request-schema.ts'

type NativeRequest = v.InferOutput<typeof nativeSchema>

const canonical = (request: NativeRequest): string =>
  present(canonicalize(request), 'a parsed request has a canonical form')

function newOrder({ clock, random }: WechatGatewayPorts, request: NativeRequest, fault?: FaultAction): Order {
  const nowMs = clock.nowMs()
  const isSlow = fault?.kind === 'slow_shopper'
  return {
    outTradeNo: request.out_trade_no,
    parameters: canonical(request),
    description: request.description,
    attach: request.attach ?? null,
    notifyUrl: request.notify_url,
    amountFen: request.amount.total,
    createdAtMs: nowMs,
    expiresAtMs: request.time_expire === undefined ? null : Date.parse(request.time_expire),
    codeUrl: newCodeUrl(random),
    codeExpiresAtMs: nowMs + codeLifeMs,
    tradeType: 'NATIVE',
    script: isSlow ? 'confirms' : null,
    scriptAtMs: isSlow ? nowMs + fault.ms : null,
    revokesAtMs: null,
    state: 'NOTPAY',
    payer: null,
    transactionId: null,
    paidAtMs: null,
  }
}

function create(ports: WechatGatewayPorts, request: NativeRequest, fault?: FaultAction): Reply {
  const order = newOrder(ports, request, fault)
  if (isExpired(order, ports.clock.nowMs())) return refusals.parameter('/time_expire', 'is in the past')
  ports.store.saveOrder(order)
  note(ports, order, 'Created')
  return answered({ code_url: order.codeUrl })
}

/** The number is known: a second send of the same request, or a mistake. */
function repeat({ clock, random, store }: WechatGatewayPorts, known: Order, request: NativeRequest): Reply {
  const nowMs = clock.nowMs()
  const order = agedOrder(known, nowMs)
  if (order.parameters !== canonical(request)) return refusals.differentParameters()
  switch (order.state) {
    case 'SUCCESS':
    case 'REFUND':
      return refusals.orderPaid()
    case 'USERPAYING':
    case 'PAYERROR':
      return refusals.differentParameters()
    case 'REVOKED':
    case 'CLOSED':
      return refusals.orderClosed()
    case 'NOTPAY':
      break
  }
  if (isExpired(order, nowMs)) return refusals.parameter('/time_expire', 'is in the past')
  const renewed = { ...order, codeUrl: newCodeUrl(random), codeExpiresAtMs: nowMs + codeLifeMs }
  store.saveOrder(renewed)
  return answered({ code_url: renewed.codeUrl })
}

export const native: Endpoint = {
  api: 'native',
  method: 'POST',
  url: '/v3/pay/transactions/native',
  handle(ports, { body }, fault) {
    const parsed = readBody(nativeSchema, body)
    if (!parsed.ok) return parsed.error
    const request = parsed.value
    const { mchid, appid } = ports.keys
    if (request.mchid !== mchid || request.appid !== appid) return refusals.foreignMerchant()
    const known = ports.store.orderByNumber(request.out_trade_no)
    return known === undefined ? create(ports, request, fault) : repeat(ports, known, request)
  },
}
