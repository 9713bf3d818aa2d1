/**
 * `alipay.trade.cancel` and `alipay.trade.close`. Cancel ends an unpaid trade and gives the money of a paid one back,
 * within a day; where it finds none it says success and no action, and a charge still on its way goes through. Close
 * ends a trade that waits for its buyer, and nothing else.
 */

import type { FaultAction } from '../faults/actions.ts'
import type { Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Trade } from './record.ts'
import { giveBack, refundableFen } from './refunding.ts'
import { done, type Reply, refusals } from './reply.ts'
import { readContent, type TradeNumbers, tradeSchema } from './request-schema.ts'
import { closeTrade, findTrade, paidJustNow } from './trade.ts'

const cancelWindowMs = 24 * 3_600_000

/** A cancel gives back under the trade's own number, unless a refund has taken that. */
const cancelRequestNo = ({ store }: AlipayGatewayPorts, { outTradeNo }: Trade): string =>
  store.refund(outTradeNo, outTradeNo) === undefined ? outTradeNo : `${outTradeNo}_CANCEL`.slice(-64)

/** Ends the trade as it stands and says how. */
function end(ports: AlipayGatewayPorts, trade: Trade): 'close' | 'refund' {
  if (trade.state === 'WAIT_BUYER_PAY') closeTrade(ports, trade)
  if (trade.paidAtMs === null) return 'close'
  const refundFen = refundableFen(ports, trade)
  if (refundFen > 0)
    giveBack(ports, trade, { outRequestNo: cancelRequestNo(ports, trade), refundFen, reason: null })
  return 'refund'
}

/** The shopper confirms just before the call is done, when a fault says so. */
function foundNow(
  ports: AlipayGatewayPorts,
  numbers: TradeNumbers,
  fault: FaultAction | undefined,
): Trade | undefined {
  if (fault?.kind === 'pay_before_close')
    paidJustNow(ports, ports.store.tradeByNumber(numbers.out_trade_no ?? ''))
  return findTrade(ports, numbers)
}

function cancelled(ports: AlipayGatewayPorts, trade: Trade): Reply {
  const { outTradeNo, tradeNo } = trade
  const isTooLate = ports.clock.nowMs() - (trade.bornAtMs ?? trade.createdAtMs) > cancelWindowMs
  if (isTooLate) return refusals.cancelTooLate()
  const action = end(ports, trade)
  return done({ trade_no: tradeNo, out_trade_no: outTradeNo, retry_flag: 'N', action })
}

export const cancel: Method = {
  name: 'alipay.trade.cancel',
  api: 'alipay_cancel',
  v3: { api: 'alipay_v3_cancel', verbs: ['POST'] },
  handle(ports, { content }, fault) {
    const parsed = readContent(tradeSchema, content)
    if (!parsed.ok) return parsed.error
    const { out_trade_no } = parsed.value
    if (fault?.kind === 'reverse_again' || fault?.kind === 'reverse_paying')
      return done({ out_trade_no, retry_flag: 'Y' })
    const trade = foundNow(ports, parsed.value, fault)
    if (trade === undefined || fault?.kind === 'no_action') return done({ out_trade_no, retry_flag: 'N' })
    return cancelled(ports, trade)
  },
}

export const close: Method = {
  name: 'alipay.trade.close',
  api: 'alipay_close',
  v3: { api: 'alipay_v3_close', verbs: ['POST'] },
  handle(ports, { content }, fault) {
    const parsed = readContent(tradeSchema, content)
    if (!parsed.ok) return parsed.error
    const trade = foundNow(ports, parsed.value, fault)
    if (trade === undefined) return refusals.tradeNotExist()
    if (trade.state !== 'WAIT_BUYER_PAY') return refusals.tradeStatus()
    closeTrade(ports, trade)
    return done({ trade_no: trade.tradeNo, out_trade_no: trade.outTradeNo })
  },
}
