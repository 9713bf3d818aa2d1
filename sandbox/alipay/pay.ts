/**
 * `alipay.trade.pay`: charges what a shopper holds up, a code of the wallet or a face terminal's token. Each works
 * once. The shopper's own account decides: it pays, asks for the password on the phone, or turns it down.
 */

import type * as v from 'valibot'
import type { FaultAction } from '../faults/actions.ts'
import type { Willingness } from '../wallet/shoppers.ts'
import { paidFields } from './answer-fields.ts'
import { draftTrade, parametersOf } from './draft-trade.ts'
import type { Call, Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Script, Trade } from './record.ts'
import { done, type Reply, refusals, waiting } from './reply.ts'
import { paySchema, readContent } from './request-schema.ts'
import { agedTrade, born, capture, note } from './trade.ts'

type Request = v.InferOutput<typeof paySchema>

const paid = (trade: Trade): Reply => done(paidFields(trade))

const asked = (trade: Trade): Reply =>
  waiting({ out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo, buyer_logon_id: '159****5620' })

function answerTo(trade: Trade): Reply {
  switch (trade.state) {
    case 'INVITED':
    case 'WAIT_BUYER_PAY':
      return asked(trade)
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return refusals.tradeHasSuccess()
    case 'TRADE_CLOSED':
      return refusals.tradeHasClose()
  }
}

/** What the person does who was asked, when a fault says so. */
function scriptOf(
  fault: FaultAction | undefined,
): { readonly script: Script; readonly inMs: number } | undefined {
  if (fault?.kind === 'slow_shopper') return { script: 'confirms', inMs: fault.ms }
  if (fault?.kind === 'password_cancelled') return { script: 'cancels', inMs: fault.ms }
  return fault?.kind === 'user_paying_forever'
    ? { script: 'never', inMs: Number.POSITIVE_INFINITY }
    : undefined
}

function ask(ports: AlipayGatewayPorts, trade: Trade, fault: FaultAction | undefined): Reply {
  const told = scriptOf(fault)
  const atMs = ports.clock.nowMs() + (told?.inMs ?? 0)
  const scriptAtMs = told === undefined || !Number.isFinite(atMs) ? null : atMs
  const waitingTrade = { ...trade, script: told?.script ?? null, scriptAtMs }
  ports.store.saveTrade(waitingTrade)
  note(ports, trade, 'Asked')
  return asked(waitingTrade)
}

const refusedBy: Readonly<Record<'balance' | 'risk' | 'code', () => Reply>> = {
  balance: refusals.balance,
  risk: refusals.risk,
  code: refusals.codeInvalid,
}

function settle(
  ports: AlipayGatewayPorts,
  trade: Trade,
  willingness: Willingness,
  fault: FaultAction | undefined,
): Reply {
  switch (willingness) {
    case 'short':
      return refusals.balance()
    case 'risky':
      return refusals.risk()
    case 'asksPassword':
      return ask(ports, trade, fault)
    case 'pays':
      if (scriptOf(fault) !== undefined) return ask(ports, trade, fault)
      ports.store.saveTrade(trade)
      return paid(capture(ports, trade))
  }
}

function charge(
  ports: AlipayGatewayPorts,
  request: Request,
  call: Call,
  fault: FaultAction | undefined,
): Reply {
  if (fault?.kind === 'payer_refused') return refusedBy[fault.reason]()
  const source = request.scene === 'bar_code' ? 'code' : 'face'
  const draft = draftTrade(ports, request, call.notifyUrl, source)
  if (draft.expiresAtMs <= ports.clock.nowMs()) return refusals.parameter('time_expire')
  const buyer = ports.shoppers.redeem('alipay', request.auth_code, request.out_trade_no)
  if (!buyer.ok) return refusals.codeInvalid()
  const trade = born(ports, draft, buyer.value)
  return settle(ports, trade, ports.shoppers.answerTo(buyer.value, trade.amountFen), fault)
}

export const pay: Method = {
  name: 'alipay.trade.pay',
  api: 'alipay_pay',
  v3: { api: 'alipay_v3_pay', verbs: ['POST'] },
  handle(ports, call, fault) {
    const parsed = readContent(paySchema, call.content)
    if (!parsed.ok) return parsed.error
    const known = ports.store.tradeByNumber(parsed.value.out_trade_no)
    if (known === undefined) return charge(ports, parsed.value, call, fault)
    const isRepeated = known.parameters === parametersOf(parsed.value)
    return isRepeated ? answerTo(agedTrade(known, ports.clock.nowMs())) : refusals.contextInconsistent()
  },
}
