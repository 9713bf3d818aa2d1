/** What happens at Alipay without anybody calling: refunds settle, shoppers in a fault's script do their part. */

import type { AlipayGatewayPorts } from './ports.ts'
import type { Trade } from './record.ts'
import { settleRefunds } from './refunding.ts'
import { closeTrade, isOpen, note, paidJustNow } from './trade.ts'

const batchMax = 100

function act(ports: AlipayGatewayPorts, trade: Trade): void {
  const over = { ...trade, script: null, scriptAtMs: null }
  ports.store.saveTrade(over)
  if (!isOpen(over)) return
  if (trade.script === 'confirms') paidJustNow(ports, over)
  if (trade.script !== 'cancels') return
  note(ports, over, 'Rejected')
  closeTrade(ports, over)
}

export function letTimePass(ports: AlipayGatewayPorts): void {
  const { clock, store } = ports
  store.transact(() => {
    settleRefunds(ports)
    for (const trade of store.tradesDue(clock.nowMs(), batchMax)) act(ports, trade)
  })
}
