/**
 * Giving money back, whichever interface asks: one refund number gives money back once, however often it is sent, all
 * refunds of an order together never exceed it, and the provider's windows hold. Accepting is not paying: the money
 * is back once the refund is settled.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { FaultAction } from '../faults/actions.ts'
import { newRefundId } from './ids.ts'
import type { WechatGatewayPorts } from './ports.ts'
import type { Order, Refund, RefundEnd } from './record.ts'
import { settlementDelayMs } from './refund-settlement.ts'

const refundsPerOrderMax = 50
const refundSpacingMs = 60_000
const refundAgeMsMax = 365 * 86_400_000

export interface RefundRequest {
  readonly outRefundNo: string
  readonly refundFen: number
  readonly totalFen: number
  readonly notifyUrl: string | null
  /** The request in canonical form; a later one with this number must equal it. */
  readonly parameters: string
}

/** Why an order cannot give this much back now. */
export type RefundObstacle =
  | 'differentParameters'
  | 'unpaid'
  | 'totalDiffers'
  | 'tooOld'
  | 'tooMany'
  | 'tooMuch'
  | 'tooSoon'
  | 'merchantShort'

/** The provider's sentences for those it has one for. */
export const obstacleSentences: Readonly<Record<RefundObstacle, string>> = {
  differentParameters: '请求重入时参数与首次不一致',
  unpaid: '订单未支付,不能退款',
  totalDiffers: '订单金额与原订单不一致',
  tooOld: '订单已超过可退款的最大期限',
  tooMany: '退款次数超过上限',
  tooMuch: '退款金额大于可退金额',
  tooSoon: '请求过于频繁,请稍后再试',
  merchantShort: '商户余额不足',
}

function obstacleTo(
  ports: WechatGatewayPorts,
  order: Order,
  request: RefundRequest,
): RefundObstacle | undefined {
  const nowMs = ports.clock.nowMs()
  const former = ports.store.refundsOfOrder(order.outTradeNo)
  const takenFen = former
    .filter((refund) => refund.state !== 'CLOSED')
    .reduce((sum, refund) => sum + refund.refundFen, 0)
  const lastAtMs = former.at(-1)?.createdAtMs
  if (order.paidAtMs === null || order.state === 'REVOKED') return 'unpaid'
  if (request.totalFen !== order.amountFen) return 'totalDiffers'
  if (nowMs - order.paidAtMs > refundAgeMsMax) return 'tooOld'
  if (former.length >= refundsPerOrderMax) return 'tooMany'
  if (takenFen + request.refundFen > order.amountFen) return 'tooMuch'
  return lastAtMs !== undefined && nowMs - lastAtMs < refundSpacingMs ? 'tooSoon' : undefined
}

function endOf(fault: FaultAction | undefined): RefundEnd {
  if (fault?.kind === 'refund_abnormal') return 'ABNORMAL'
  return fault?.kind === 'refund_closed' ? 'CLOSED' : 'SUCCESS'
}

/** The refund as it is known from now on; the same request again gives the same one. */
export function acceptRefund(
  ports: WechatGatewayPorts,
  order: Order,
  request: RefundRequest,
  fault: FaultAction | undefined,
): Result<Refund, RefundObstacle> {
  const { clock, random, store } = ports
  const known = store.refundByNumber(request.outRefundNo)
  if (known !== undefined)
    return known.parameters === request.parameters ? ok(known) : err('differentParameters')
  const obstacle = fault?.kind === 'refund_not_enough' ? 'merchantShort' : obstacleTo(ports, order, request)
  if (obstacle !== undefined) return err(obstacle)
  const createdAtMs = clock.nowMs()
  const takesMs = fault?.kind === 'refund_processing' ? fault.ms : settlementDelayMs
  const accepted: Refund = {
    ...request,
    refundId: newRefundId(random, createdAtMs),
    outTradeNo: order.outTradeNo,
    createdAtMs,
    settlesAtMs: createdAtMs + takesMs,
    settledAtMs: null,
    endsAs: endOf(fault),
    state: 'PROCESSING',
  }
  store.saveOrder({ ...order, state: 'REFUND' })
  store.saveRefund(accepted)
  return ok(accepted)
}
