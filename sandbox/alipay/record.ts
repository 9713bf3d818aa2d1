/**
 * What the sandbox's Alipay remembers: trades, refunds, the messages it owes. Times are milliseconds of the gateway's
 * clock, amounts integer fen. The list of events is the truth against which tests compare what the store believes.
 */

/** `INVITED` is a QR nobody has scanned: to the merchant, such a trade does not exist. */
export const tradeStates = [
  'INVITED',
  'WAIT_BUYER_PAY',
  'TRADE_SUCCESS',
  'TRADE_FINISHED',
  'TRADE_CLOSED',
] as const
export type TradeState = (typeof tradeStates)[number]

/** How the buyer came to it. */
export const sources = ['qr', 'code', 'face'] as const
export type Source = (typeof sources)[number]

/** What a shopper who was asked will do by themselves, when a fault says so. */
export const scripts = ['confirms', 'cancels', 'never'] as const
export type Script = (typeof scripts)[number]

export interface Trade {
  readonly outTradeNo: string
  /** Given when the trade comes to be. */
  readonly tradeNo: string | null
  /** The first request in canonical form; a later one with this number must equal it. */
  readonly parameters: string
  readonly subject: string
  readonly amountFen: number
  readonly notifyUrl: string | null
  readonly createdAtMs: number
  /** After it nobody can pay. */
  readonly expiresAtMs: number
  readonly codeUrl: string | null
  readonly codeExpiresAtMs: number | null
  readonly source: Source
  readonly script: Script | null
  readonly scriptAtMs: number | null
  readonly state: TradeState
  readonly buyer: string | null
  /** Since when the trade exists: the scan, or the code's charge. */
  readonly bornAtMs: number | null
  readonly paidAtMs: number | null
}

export const refundStates = ['PROCESSING', 'SUCCESS', 'FAILED'] as const
export type RefundState = (typeof refundStates)[number]

export interface Refund {
  /** Both numbers: a refund's own number is only unique within its trade. */
  readonly id: string
  readonly outTradeNo: string
  readonly outRequestNo: string
  readonly refundFen: number
  readonly reason: string | null
  readonly createdAtMs: number
  readonly settlesAtMs: number
  readonly settledAtMs: number | null
  /** Whether the money will move once it is settled. */
  readonly endsAs: 'SUCCESS' | 'FAILED'
  readonly state: RefundState
}

export const eventKinds = [
  'Created',
  'Scanned',
  'Asked',
  'Rejected',
  'Abandoned',
  'Captured',
  'Closed',
  'Failed',
  'Refunded',
] as const
export type EventKind = (typeof eventKinds)[number]
