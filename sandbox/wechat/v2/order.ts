/** `/pay/orderquery`, `/pay/closeorder`, `/secapi/pay/reverse`, and the same for recognised faces. */

import type { FaultAction } from '../../faults/actions.ts'
import { note, paidJustNow } from '../order.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import type { Order } from '../record.ts'
import { reverseOrder } from '../reversing.ts'
import { seenOrder } from '../sight.ts'
import type { V2Endpoint } from './endpoint.ts'
import { orderWords } from './order-words.ts'
import { failed, succeeded, type V2Reply, v2Refusals } from './reply.ts'
import { orderSchema, readFields } from './request-schema.ts'
import type { Words } from './xml.ts'

type OrderHandler = (
  ports: WechatGatewayPorts,
  order: Order | undefined,
  fault: FaultAction | undefined,
) => V2Reply

/** Finds the order by whichever number was given; a face's doors know only faces. */
function onOrder(isFace: boolean, handle: OrderHandler) {
  return (ports: WechatGatewayPorts, words: Words, fault: FaultAction | undefined): V2Reply => {
    const read = readFields(orderSchema, words)
    if (!read.ok) return read.error
    const { out_trade_no, transaction_id } = read.value
    if (out_trade_no === undefined && transaction_id === undefined)
      return v2Refusals.lackParameter('out_trade_no')
    const found =
      transaction_id === undefined
        ? ports.store.orderByNumber(out_trade_no ?? '')
        : ports.store.orderByTransaction(transaction_id)
    const isHere = isFace === (found?.tradeType === 'FACEPAY')
    return handle(ports, isHere ? found : undefined, fault)
  }
}

const query: OrderHandler = (ports, found, fault) => {
  const order = seenOrder(ports, found, fault)
  return order === undefined ? v2Refusals.orderNotFound() : succeeded(orderWords(order))
}

const reverse: OrderHandler = (ports, found, fault) => {
  switch (reverseOrder(ports, found, fault)) {
    case 'done':
      return succeeded({ recall: 'N' })
    case 'again':
      return failed('SYSTEMERROR', '系统超时', { recall: 'Y' })
    case 'paying':
      return failed('USERPAYING', '用户支付中,需要输入密码', { recall: 'Y' })
    case 'absent':
      return v2Refusals.orderNotFound()
    case 'notByCode':
    case 'refunded':
      return failed('TRADE_ERROR', '订单状态错误', { recall: 'N' })
    case 'tooLate':
      return failed('REVERSE_EXPIRE', '订单无法撤销', { recall: 'N' })
  }
}

const close: OrderHandler = (ports, found, fault) => {
  if (found === undefined) return v2Refusals.orderNotFound()
  if (found.tradeType !== 'NATIVE') return failed('INVALID_REQUEST', '268449641 付款码支付的订单只能撤销')
  const order = fault?.kind === 'pay_before_close' ? paidJustNow(ports, found) : found
  if (order.paidAtMs !== null) return failed('ORDERPAID', '订单已支付')
  if (order.state === 'CLOSED') return failed('ORDERCLOSED', '订单已关闭')
  ports.store.saveOrder({ ...order, state: 'CLOSED' })
  note(ports, order, 'Closed')
  return succeeded({})
}

export const orderQuery: V2Endpoint = {
  api: 'v2_orderquery',
  url: '/pay/orderquery',
  handle: onOrder(false, query),
}

export const facepayQuery: V2Endpoint = {
  api: 'v2_facepayquery',
  url: '/pay/facepayquery',
  handle: onOrder(true, query),
}

export const closeOrder: V2Endpoint = {
  api: 'v2_closeorder',
  url: '/pay/closeorder',
  handle: onOrder(false, close),
}

export const reverseCode: V2Endpoint = {
  api: 'v2_reverse',
  url: '/secapi/pay/reverse',
  isGuarded: true,
  handle: onOrder(false, reverse),
}

export const reverseFace: V2Endpoint = {
  api: 'v2_facepayreverse',
  url: '/secapi/pay/facepayreverse',
  isGuarded: true,
  handle: onOrder(true, reverse),
}
