/**
 * The second half of a refund: what was only accepted becomes money given back, once its time has come. Called before
 * every answer and at every tick, so that the books are right whoever looks first.
 */

import { present } from '../../domain/result.ts'
import { refundNotice } from './answer-body.ts'
import { oweNotice } from './notices.ts'
import type { WechatGatewayPorts } from './ports.ts'
import type { Refund } from './record.ts'

/** From "accepted" to the money being back: seconds in the sandbox, minutes to days outside. */
export const settlementDelayMs = 1_500
const batchMax = 100

const told = {
  SUCCESS: { eventType: 'REFUND.SUCCESS', summary: '退款成功' },
  CLOSED: { eventType: 'REFUND.CLOSED', summary: '退款关闭' },
  ABNORMAL: { eventType: 'REFUND.ABNORMAL', summary: '退款异常' },
} as const

function settle(ports: WechatGatewayPorts, refund: Refund): void {
  const { clock, store, keys } = ports
  const settledAtMs = clock.nowMs()
  const settled: Refund = { ...refund, state: refund.endsAs, settledAtMs }
  const { outTradeNo, refundFen } = refund
  const order = present(store.orderByNumber(outTradeNo), 'a refund has an order')
  store.saveRefund(settled)
  if (settled.state === 'SUCCESS')
    store.appendEvent({ atMs: settledAtMs, outTradeNo, kind: 'Refunded', amountFen: refundFen })
  if (refund.notifyUrl === null) return
  oweNotice(ports, {
    outTradeNo,
    url: refund.notifyUrl,
    ...told[refund.endsAs],
    originalType: 'refund',
    resource: refundNotice(settled, order, keys),
  })
}

export function settleRefunds(ports: WechatGatewayPorts): void {
  const { clock, store } = ports
  store.transact(() => {
    for (const refund of store.refundsDue(clock.nowMs(), batchMax)) settle(ports, refund)
  })
}
