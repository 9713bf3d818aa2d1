/**
 * A shopper's wallet at Alipay: scan a code, confirm, reject, walk away. The scan makes the trade. Money moves only in
 * `confirm`, and only for a trade that can be paid by this buyer.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type {
  MayPay,
  OpenOrder,
  PaymentReceipt,
  PaymentSheet,
  WalletPlatform,
  WalletRefusal,
} from '../wallet/platform.ts'
import { isCodeUrl } from './ids.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { EventKind, Trade } from './record.ts'
import { seeSmile } from './smile.ts'
import { agedTrade, born, capture, note } from './trade.ts'

const sheetOf = ({ keys }: AlipayGatewayPorts, trade: Trade): PaymentSheet => ({
  provider: 'alipay',
  out_trade_no: trade.outTradeNo,
  merchant: keys.merchantName,
  description: trade.subject,
  amount: trade.amountFen,
  currency: 'CNY',
})

/** Why nobody, or not this buyer, can pay the trade; `undefined` if it can be paid. */
function obstacle(trade: Trade, payer: string | undefined, nowMs: number): WalletRefusal | undefined {
  switch (trade.state) {
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return { kind: 'OrderPaid' }
    case 'TRADE_CLOSED':
      return { kind: trade.paidAtMs === null ? 'OrderClosed' : 'OrderPaid' }
    case 'INVITED':
    case 'WAIT_BUYER_PAY':
      break
  }
  if (nowMs >= trade.expiresAtMs) return { kind: 'OrderExpired' }
  if (trade.state === 'INVITED' && nowMs >= (trade.codeExpiresAtMs ?? nowMs)) return { kind: 'CodeExpired' }
  if (trade.script === 'never') return { kind: 'OrderUnknown' }
  const isAnothers = trade.buyer !== null && payer !== undefined && trade.buyer !== payer
  return isAnothers ? { kind: 'OrderOfAnotherPayer' } : undefined
}

function payable(
  ports: AlipayGatewayPorts,
  found: Trade | undefined,
  payer: string | undefined,
): Result<Trade, WalletRefusal> | undefined {
  if (found === undefined) return undefined
  const nowMs = ports.clock.nowMs()
  const trade = agedTrade(found, nowMs)
  const refusal = obstacle(trade, payer, nowMs)
  return refusal === undefined ? ok(trade) : err(refusal)
}

/** A scan that names its payer makes the trade, for that payer alone. */
function scanCode(
  ports: AlipayGatewayPorts,
  qr: string,
  payer: string | undefined,
): Result<PaymentSheet, WalletRefusal> {
  const trade = payable(ports, ports.store.tradeByCode(qr.trim()), payer)
  if (trade === undefined) return err({ kind: 'CodeUnknown' })
  if (!trade.ok) return trade
  if (payer !== undefined && trade.value.state === 'INVITED') {
    ports.store.saveTrade(born(ports, trade.value, payer))
    note(ports, trade.value, 'Scanned')
  }
  return ok(sheetOf(ports, trade.value))
}

const receiptOf = (ports: AlipayGatewayPorts, trade: Trade): PaymentReceipt => ({
  ...sheetOf(ports, trade),
  transaction_id: trade.tradeNo ?? '',
  paid_at_ms: trade.paidAtMs ?? 0,
})

const unknown = err({ kind: 'OrderUnknown' } as const)

function confirmPayment(
  ports: AlipayGatewayPorts,
  payer: string,
  outTradeNo: string,
  mayPay: MayPay,
): Result<PaymentReceipt, WalletRefusal> {
  const known = ports.store.tradeByNumber(outTradeNo)
  if (known?.state === 'TRADE_SUCCESS' && known.buyer === payer) return ok(receiptOf(ports, known))
  const trade = payable(ports, known, payer)
  // Who never scanned has nothing to confirm.
  if (trade === undefined || (trade.ok && trade.value.state === 'INVITED')) return unknown
  if (!trade.ok) return trade
  const refusal = mayPay(trade.value.amountFen)
  return refusal === undefined ? ok(receiptOf(ports, capture(ports, trade.value))) : err(refusal)
}

/** The shopper says no, or nothing. The trade stays open and stays this buyer's until the merchant ends it. */
function declinePayment(
  ports: AlipayGatewayPorts,
  payer: string,
  outTradeNo: string,
  how: Extract<EventKind, 'Rejected' | 'Abandoned'>,
): Result<PaymentSheet, WalletRefusal> {
  const trade = payable(ports, ports.store.tradeByNumber(outTradeNo), payer) ?? unknown
  if (!trade.ok) return trade
  note(ports, trade.value, how)
  return ok(sheetOf(ports, trade.value))
}

const nearbyMax = 5

function nearby(ports: AlipayGatewayPorts, payer: string | undefined): readonly OpenOrder[] {
  return ports.store
    .openCodes(nearbyMax * 4)
    .filter((trade) => payable(ports, trade, payer)?.ok === true)
    .slice(0, nearbyMax)
    .map((trade) => ({ ...sheetOf(ports, trade), qr: trade.codeUrl ?? '' }))
}

export function alipayWallet(ports: AlipayGatewayPorts): WalletPlatform {
  const { transact } = ports.store
  return {
    provider: 'alipay',
    isCode: isCodeUrl,
    scan: (qr, payer) => transact(() => scanCode(ports, qr, payer)),
    confirm: (payer, number, mayPay) => transact(() => confirmPayment(ports, payer, number, mayPay)),
    reject: (payer, number) => transact(() => declinePayment(ports, payer, number, 'Rejected')),
    abandon: (payer, number) => transact(() => declinePayment(ports, payer, number, 'Abandoned')),
    nearby: (payer) => nearby(ports, payer),
    see: (look) => seeSmile(ports, look),
    asked: (payer) =>
      ports.store
        .askedOf(payer)
        .filter((trade) => payable(ports, trade, payer)?.ok === true)
        .map((trade) => sheetOf(ports, trade)),
  }
}
