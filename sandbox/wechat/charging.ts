/**
 * Charging a shopper's payment code or recognised face, whichever interface asks. A code pays once, within its minute;
 * a number belongs to its first request for ever; whether money moves is the shopper's account to say.
 */

import type { FaultAction } from '../faults/actions.ts'
import { captureOrder, note } from './order.ts'
import type { WechatGatewayPorts } from './ports.ts'
import type { Order, TradeType } from './record.ts'

export interface Charge {
  readonly outTradeNo: string
  readonly amountFen: number
  readonly description: string
  readonly attach: string | null
  readonly authCode: string
  readonly tradeType: TradeType
  /** The request without the code, in canonical form. */
  readonly parameters: string
}

export type ChargeRefusal =
  | 'AUTHCODEEXPIRE'
  | 'AUTH_CODE_INVALID'
  | 'AUTH_CODE_ERROR'
  | 'INVALID_REQUEST'
  | 'NOTENOUGH'
  | 'ORDERCLOSED'
  | 'ORDERPAID'
  | 'ORDERREVERSED'
  | 'OUT_TRADE_NO_USED'
  | 'TRADE_ERROR'

export type ChargeOutcome =
  | { readonly kind: 'paid'; readonly order: Order }
  /** The wallet asks its owner; the merchant has to query. */
  | { readonly kind: 'asked'; readonly order: Order }
  | { readonly kind: 'refused'; readonly code: ChargeRefusal }

/** What the shopper reads as the reason, in the provider's words. */
export const chargeSentences: Readonly<Record<ChargeRefusal, string>> = {
  AUTHCODEEXPIRE: '二维码已过期,请用户在微信上刷新后再试',
  AUTH_CODE_INVALID: '每个二维码仅限使用一次,请刷新再试',
  AUTH_CODE_ERROR: '付款码参数错误',
  INVALID_REQUEST: '请求重入时参数与首次不一致',
  NOTENOUGH: '用户余额不足',
  ORDERCLOSED: '订单已关闭',
  ORDERPAID: '订单已支付',
  ORDERREVERSED: '订单已撤销',
  OUT_TRADE_NO_USED: '商户订单号重复',
  TRADE_ERROR: '交易错误',
}

/** The platform gives up on an unpaid payment by code after this. */
const revokesAfterMs = 45_000

const refused = (code: ChargeRefusal): ChargeOutcome => ({ kind: 'refused', code })

/** The number is known: the same request again, or a mistake. */
function repeated(known: Order, charge: Charge, isSameCode: boolean): ChargeOutcome {
  if (known.tradeType !== charge.tradeType) return refused('OUT_TRADE_NO_USED')
  if (known.parameters !== charge.parameters) return refused('INVALID_REQUEST')
  if (!isSameCode) return refused('AUTH_CODE_INVALID')
  switch (known.state) {
    case 'SUCCESS':
    case 'REFUND':
      return refused('ORDERPAID')
    case 'USERPAYING':
    case 'NOTPAY':
      return { kind: 'asked', order: known }
    case 'REVOKED':
      return refused('ORDERREVERSED')
    case 'CLOSED':
      return refused('ORDERCLOSED')
    case 'PAYERROR':
      return refused('TRADE_ERROR')
  }
}

function newOrder(nowMs: number, charge: Charge, payer: string): Order {
  return {
    outTradeNo: charge.outTradeNo,
    parameters: charge.parameters,
    description: charge.description,
    attach: charge.attach,
    notifyUrl: null,
    amountFen: charge.amountFen,
    createdAtMs: nowMs,
    expiresAtMs: null,
    codeUrl: null,
    codeExpiresAtMs: null,
    tradeType: charge.tradeType,
    script: null,
    scriptAtMs: null,
    revokesAtMs: nowMs + revokesAfterMs,
    state: 'USERPAYING',
    payer,
    transactionId: null,
    paidAtMs: null,
  }
}

/** What a fault makes the asked shopper do. */
function scripted(order: Order, nowMs: number, fault: FaultAction | undefined): Order | undefined {
  if (fault?.kind === 'slow_shopper') return { ...order, script: 'confirms', scriptAtMs: nowMs + fault.ms }
  if (fault?.kind === 'password_cancelled')
    return { ...order, script: 'cancels', scriptAtMs: nowMs + fault.ms }
  return fault?.kind === 'user_paying_forever' ? { ...order, script: 'never', revokesAtMs: null } : undefined
}

function refusalByFault(fault: FaultAction | undefined): ChargeRefusal | undefined {
  if (fault?.kind !== 'payer_refused') return undefined
  return ({ balance: 'NOTENOUGH', risk: 'TRADE_ERROR', code: 'AUTH_CODE_ERROR' } as const)[fault.reason]
}

/** The order stays as failed: the provider wants it reversed. */
function failed(ports: WechatGatewayPorts, order: Order, code: ChargeRefusal): ChargeOutcome {
  ports.store.saveOrder({ ...order, state: 'PAYERROR' })
  note(ports, order, 'Created')
  note(ports, order, 'Failed')
  return refused(code)
}

function decided(ports: WechatGatewayPorts, order: Order, fault: FaultAction | undefined): ChargeOutcome {
  const { clock, shoppers, store } = ports
  const byFault = refusalByFault(fault)
  if (byFault !== undefined) return failed(ports, order, byFault)
  const script = scripted(order, clock.nowMs(), fault)
  const willingness = script ? 'asksPassword' : shoppers.answerTo(order.payer ?? '', order.amountFen)
  if (willingness === 'short') return failed(ports, order, 'NOTENOUGH')
  if (willingness === 'risky') return failed(ports, order, 'TRADE_ERROR')
  const asked = script ?? order
  store.saveOrder(asked)
  note(ports, order, 'Created')
  if (willingness === 'pays')
    return { kind: 'paid', order: captureOrder(ports, { ...order, revokesAtMs: null }, order.payer ?? '') }
  note(ports, order, 'Asked')
  return { kind: 'asked', order: asked }
}

/** A known number with a code that was used already is its resend; with a fresh code, a mistake that costs the code. */
export function chargeCode(
  ports: WechatGatewayPorts,
  charge: Charge,
  fault: FaultAction | undefined,
): ChargeOutcome {
  const { clock, shoppers, store } = ports
  const known = store.orderByNumber(charge.outTradeNo)
  const redeemed = shoppers.redeem('wechat', charge.authCode, charge.outTradeNo)
  if (known !== undefined) return repeated(known, charge, !redeemed.ok && redeemed.error.kind === 'CodeUsed')
  if (redeemed.ok) return decided(ports, newOrder(clock.nowMs(), charge, redeemed.value), fault)
  return refused(redeemed.error.kind === 'CodeExpired' ? 'AUTHCODEEXPIRE' : 'AUTH_CODE_INVALID')
}
