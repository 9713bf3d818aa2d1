/** `alipay.trade.refund` and `alipay.trade.fastpay.refund.query`. */

import type * as v from 'valibot'
import type { FaultAction } from '../faults/actions.ts'
import { yuan } from '../yuan.ts'
import { buyerIdOf } from './ids.ts'
import type { Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Refund, Trade } from './record.ts'
import { giveBack, refundableFen, refundedFen } from './refunding.ts'
import { done, type Reply, refusals } from './reply.ts'
import { readContent, refundQuerySchema, refundSchema } from './request-schema.ts'
import { findTrade } from './trade.ts'

type Request = v.InferOutput<typeof refundSchema>

/** Why this trade cannot give this much back; `undefined` if it can. */
function obstacle(ports: AlipayGatewayPorts, trade: Trade, request: Request): Reply | undefined {
  if (trade.state === 'TRADE_FINISHED') return refusals.tradeHasFinished()
  if (trade.paidAtMs === null) return refusals.tradeStatus()
  if (request.out_request_no === undefined && request.refund_amount < trade.amountFen)
    return refusals.parameter('out_request_no')
  return request.refund_amount > refundableFen(ports, trade) ? refusals.refundTooMuch() : undefined
}

function answer(ports: AlipayGatewayPorts, trade: Trade, hasMoved: boolean): Reply {
  return done({
    trade_no: trade.tradeNo,
    out_trade_no: trade.outTradeNo,
    buyer_logon_id: '159****5620',
    buyer_user_id: buyerIdOf(trade.buyer ?? ''),
    fund_change: hasMoved ? 'Y' : 'N',
    refund_fee: yuan(refundedFen(ports, trade)),
  })
}

/** The number was used before: nothing moves, unless what it was used for has failed. */
function repeated(
  ports: AlipayGatewayPorts,
  trade: Trade,
  known: Refund,
  request: Request,
): Reply | undefined {
  if (known.refundFen !== request.refund_amount) return refusals.refundDiffers()
  return known.state === 'FAILED' ? undefined : answer(ports, trade, false)
}

function refundOf(
  ports: AlipayGatewayPorts,
  trade: Trade,
  request: Request,
  fault: FaultAction | undefined,
): Reply {
  const outRequestNo = request.out_request_no ?? trade.outTradeNo
  const known = ports.store.refund(trade.outTradeNo, outRequestNo)
  const before = known === undefined ? undefined : repeated(ports, trade, known, request)
  if (before !== undefined) return before
  if (fault?.kind === 'refund_not_enough') return refusals.sellerShort()
  const refusal = obstacle(ports, trade, request)
  if (refusal !== undefined) return refusal
  const reason = request.refund_reason ?? null
  const order = { outRequestNo, refundFen: request.refund_amount, reason }
  return answer(ports, trade, giveBack(ports, trade, order, fault))
}

export const refund: Method = {
  name: 'alipay.trade.refund',
  api: 'alipay_refund',
  v3: { api: 'alipay_v3_refund', verbs: ['POST'] },
  handle(ports, { content }, fault) {
    const parsed = readContent(refundSchema, content)
    if (!parsed.ok) return parsed.error
    const trade = findTrade(ports, parsed.value)
    return trade === undefined ? refusals.tradeNotExist() : refundOf(ports, trade, parsed.value, fault)
  },
}

/** A refund that is not there, or has not moved money, is answered without a word about it. */
export const refundQuery: Method = {
  name: 'alipay.trade.fastpay.refund.query',
  api: 'alipay_refund_query',
  v3: { api: 'alipay_v3_refund_query', verbs: ['POST'] },
  handle(ports, { content }) {
    const parsed = readContent(refundQuerySchema, content)
    if (!parsed.ok) return parsed.error
    const trade = findTrade(ports, parsed.value)
    if (trade === undefined) return refusals.tradeNotExist()
    const known = ports.store.refund(trade.outTradeNo, parsed.value.out_request_no)
    if (known?.state !== 'SUCCESS') return done({})
    return done({
      trade_no: trade.tradeNo,
      out_trade_no: trade.outTradeNo,
      out_request_no: known.outRequestNo,
      total_amount: yuan(trade.amountFen),
      refund_amount: yuan(known.refundFen),
      refund_status: 'REFUND_SUCCESS',
    })
  },
}
