/**
 * `alipay.trade.precreate`: a QR for anybody to scan. The trade comes to be with the scan, not here. The same number
 * with the same parameters gives the same code again.
 */

import type * as v from 'valibot'
import type { FaultAction } from '../faults/actions.ts'
import { draftTrade, parametersOf } from './draft-trade.ts'
import { newCodeUrl } from './ids.ts'
import type { Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Trade } from './record.ts'
import { done, type Reply, refusals } from './reply.ts'
import { precreateSchema, readContent } from './request-schema.ts'
import { agedTrade, note } from './trade.ts'

type Request = v.InferOutput<typeof precreateSchema>

/** However long the merchant asks for. */
export const codeLifeMsMax = 2 * 3_600_000

const answer = ({ outTradeNo, codeUrl }: Trade): Reply => done({ out_trade_no: outTradeNo, qr_code: codeUrl })

function create(
  ports: AlipayGatewayPorts,
  request: Request,
  notifyUrl: string | null,
  fault: FaultAction | undefined,
): Reply {
  const nowMs = ports.clock.nowMs()
  const draft = draftTrade(ports, request, notifyUrl, 'qr')
  if (draft.expiresAtMs <= nowMs) return refusals.parameter('time_expire')
  const isSlow = fault?.kind === 'slow_shopper'
  const trade: Trade = {
    ...draft,
    codeUrl: newCodeUrl(ports.random),
    codeExpiresAtMs: nowMs + Math.min(request.qr_code_timeout_express ?? codeLifeMsMax, codeLifeMsMax),
    script: isSlow ? 'confirms' : null,
    scriptAtMs: isSlow ? nowMs + fault.ms : null,
  }
  ports.store.saveTrade(trade)
  note(ports, trade, 'Created')
  return answer(trade)
}

function repeat({ clock }: AlipayGatewayPorts, known: Trade, request: Request): Reply {
  const trade = agedTrade(known, clock.nowMs())
  if (trade.parameters !== parametersOf(request)) return refusals.contextInconsistent()
  switch (trade.state) {
    case 'INVITED':
    case 'WAIT_BUYER_PAY':
      return answer(trade)
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return refusals.tradeHasSuccess()
    case 'TRADE_CLOSED':
      return refusals.tradeHasClose()
  }
}

export const precreate: Method = {
  name: 'alipay.trade.precreate',
  api: 'alipay_precreate',
  v3: { api: 'alipay_v3_precreate', verbs: ['POST'] },
  handle(ports, { content, notifyUrl }, fault) {
    const parsed = readContent(precreateSchema, content)
    if (!parsed.ok) return parsed.error
    const known = ports.store.tradeByNumber(parsed.value.out_trade_no)
    return known === undefined
      ? create(ports, parsed.value, notifyUrl, fault)
      : repeat(ports, known, parsed.value)
  },
}
