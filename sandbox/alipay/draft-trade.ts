/** A trade as a merchant asks for it, before anybody holds it: the same for a QR and for what a shopper held up. */

import canonicalize from 'canonicalize'
import { present } from '../../domain/result.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Trade } from './record.ts'
import { tradeLifeMs } from './trade.ts'

interface TradeRequest {
  readonly out_trade_no: string
  readonly subject: string
  /** In fen, as the wall's schema reads it. */
  readonly total_amount: number
  readonly time_expire?: number | undefined
  readonly timeout_express?: number | undefined
}

/** A later request with this number must have the same. */
export const parametersOf = (request: TradeRequest): string =>
  present(canonicalize(request), 'a parsed request has a canonical form')

export function draftTrade(
  { clock }: AlipayGatewayPorts,
  request: TradeRequest,
  notifyUrl: string | null,
  source: Trade['source'],
): Trade {
  const nowMs = clock.nowMs()
  return {
    outTradeNo: request.out_trade_no,
    tradeNo: null,
    parameters: parametersOf(request),
    subject: request.subject,
    amountFen: request.total_amount,
    notifyUrl,
    createdAtMs: nowMs,
    expiresAtMs: request.time_expire ?? nowMs + (request.timeout_express ?? tradeLifeMs),
    codeUrl: null,
    codeExpiresAtMs: null,
    source,
    script: null,
    scriptAtMs: null,
    state: 'INVITED',
    buyer: null,
    bornAtMs: null,
    paidAtMs: null,
  }
}
