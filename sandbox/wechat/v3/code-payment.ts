/** `POST /v3/pay/transactions/codepay` and its reversal: payment codes over v3, where a merchant has them. */

import canonicalize from 'canonicalize'
import { present } from '../../../domain/result.ts'
import { transactionBody } from '../answer-body.ts'
import { type ChargeOutcome, type ChargeRefusal, chargeCode } from '../charging.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import { reverseOrder } from '../reversing.ts'
import type { Endpoint } from './endpoint.ts'
import { answered, type Reply, refusals } from './reply.ts'
import { codepaySchema, readBody, reverseSchema } from './request-schema.ts'

const refusalOf: Readonly<Record<ChargeRefusal, () => Reply>> = {
  AUTHCODEEXPIRE: () => refusals.chargeRefused('AUTHCODEEXPIRE'),
  AUTH_CODE_INVALID: () => refusals.chargeRefused('AUTH_CODE_INVALID'),
  AUTH_CODE_ERROR: () => refusals.chargeRefused('AUTH_CODE_ERROR'),
  INVALID_REQUEST: refusals.differentParameters,
  NOTENOUGH: () => refusals.chargeRefused('NOTENOUGH'),
  ORDERCLOSED: () => refusals.chargeRefused('ORDERCLOSED'),
  ORDERPAID: () => refusals.chargeRefused('ORDERPAID'),
  ORDERREVERSED: () => refusals.chargeRefused('ORDERREVERSED'),
  OUT_TRADE_NO_USED: () => refusals.chargeRefused('OUT_TRADE_NO_USED'),
  TRADE_ERROR: () => refusals.chargeRefused('TRADE_ERROR'),
}

const replyTo = ({ keys }: WechatGatewayPorts, outcome: ChargeOutcome): Reply =>
  outcome.kind === 'refused' ? refusalOf[outcome.code]() : answered(transactionBody(outcome.order, keys))

export const codepay: Endpoint = {
  api: 'codepay',
  method: 'POST',
  url: '/v3/pay/transactions/codepay',
  handle(ports, { body }, fault) {
    const parsed = readBody(codepaySchema, body)
    if (!parsed.ok) return parsed.error
    const { payer, ...request } = parsed.value
    const { mchid, appid } = ports.keys
    if (request.mchid !== mchid || request.appid !== appid) return refusals.foreignMerchant()
    const charge = {
      outTradeNo: request.out_trade_no,
      amountFen: request.amount.total,
      description: request.description,
      attach: request.attach ?? null,
      authCode: payer.auth_code,
      tradeType: 'MICROPAY',
      parameters: present(canonicalize(request), 'a parsed request has a canonical form'),
    } as const
    return replyTo(ports, chargeCode(ports, charge, fault))
  },
}

export const reverse: Endpoint = {
  api: 'reverse',
  method: 'POST',
  url: '/v3/pay/transactions/out-trade-no/:out_trade_no/reverse',
  handle(ports, { path, body }, fault) {
    const parsed = readBody(reverseSchema, body)
    if (!parsed.ok) return parsed.error
    const { mchid, appid } = ports.keys
    if (parsed.value.mchid !== mchid || parsed.value.appid !== appid) return refusals.foreignMerchant()
    const outTradeNo = path['out_trade_no'] ?? ''
    switch (reverseOrder(ports, ports.store.orderByNumber(outTradeNo), fault)) {
      case 'done':
        return answered({ appid, mchid, out_trade_no: outTradeNo })
      case 'again':
        return refusals.systemError()
      case 'paying':
        return refusals.userPaying()
      case 'absent':
        return refusals.orderNotFound()
      case 'notByCode':
      case 'refunded':
        return refusals.notReversible()
      case 'tooLate':
        return refusals.reversalTooLate()
    }
  },
}
