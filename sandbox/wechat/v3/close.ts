/**
 * `POST /v3/pay/transactions/out-trade-no/{no}/close`: ends an unpaid order for good. Repeatable; a paid one refuses.
 */

import { note, paidJustNow } from '../order.ts'
import type { Endpoint } from './endpoint.ts'
import { done, refusals } from './reply.ts'
import { closeSchema, readBody } from './request-schema.ts'

export const close: Endpoint = {
  api: 'close',
  method: 'POST',
  url: '/v3/pay/transactions/out-trade-no/:out_trade_no/close',
  handle(ports, { path, body }, fault) {
    const parsed = readBody(closeSchema, body)
    if (!parsed.ok) return parsed.error
    if (parsed.value.mchid !== ports.keys.mchid) return refusals.foreignMerchant()
    const found = ports.store.orderByNumber(path['out_trade_no'] ?? '')
    if (found === undefined) return refusals.orderNotFound()
    if (found.tradeType !== 'NATIVE') return refusals.closeOfCodeOrder()
    const order = fault?.kind === 'pay_before_close' ? paidJustNow(ports, found) : found
    switch (order.state) {
      case 'SUCCESS':
      case 'REFUND':
        return refusals.closeOfPaid()
      case 'CLOSED':
      case 'REVOKED':
        return done
      case 'USERPAYING':
      case 'PAYERROR':
      case 'NOTPAY':
        ports.store.saveOrder({ ...order, state: 'CLOSED' })
        note(ports, order, 'Closed')
        return done
    }
  },
}
