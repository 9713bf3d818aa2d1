/**
 * What the sandbox's payment platform remembers: orders, refunds, the notifications it owes and the append-only list
 * of money that moved. Times are milliseconds of the gateway's clock, amounts integer fen. The list of events is the
 * truth against which tests compare what the store believes.
 */

/** `USERPAYING`, `PAYERROR` and `REVOKED` are those of orders paid by the payer's own code. */
export const orderStates = [
  'NOTPAY',
  'SUCCESS',
  'REFUND',
  'CLOSED',
  'USERPAYING',
  'PAYERROR',
  'REVOKED',
] as const
export type OrderState = (typeof orderStates)[number]

export const tradeTypes = ['NATIVE', 'MICROPAY', 'FACEPAY'] as const
export type TradeType = (typeof tradeTypes)[number]

/** What a shopper who was asked will do by themselves, when a fault says so. */
export const scripts = ['confirms', 'cancels', 'never'] as const
export type Script = (typeof scripts)[number]

export interface Order {
  readonly outTradeNo: string
  /** The first request's parameters in canonical form; a later one must equal them. */
  readonly parameters: string
  readonly description: string
  readonly attach: string | null
  /** Absent for payment codes: their result is only the answer and the query. */
  readonly notifyUrl: string | null
  readonly amountFen: number
  readonly createdAtMs: number
  /** The merchant's `time_expire`: after it nobody can pay, yet the order stays open until it is closed. */
  readonly expiresAtMs: number | null
  /** The only code that still opens this order; payment codes have none. */
  readonly codeUrl: string | null
  readonly codeExpiresAtMs: number | null
  readonly tradeType: TradeType
  readonly script: Script | null
  readonly scriptAtMs: number | null
  /** When an order by code that is still unpaid is revoked by the platform itself. */
  readonly revokesAtMs: number | null
  readonly state: OrderState
  /** The first wallet that scanned; no other may pay. */
  readonly payer: string | null
  readonly transactionId: string | null
  readonly paidAtMs: number | null
}

export const refundStates = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'] as const
export type RefundState = (typeof refundStates)[number]
export const refundEnds = ['SUCCESS', 'CLOSED', 'ABNORMAL'] as const
export type RefundEnd = (typeof refundEnds)[number]

export interface Refund {
  readonly outRefundNo: string
  readonly refundId: string
  readonly outTradeNo: string
  readonly parameters: string
  readonly notifyUrl: string | null
  readonly refundFen: number
  readonly totalFen: number
  readonly createdAtMs: number
  readonly settlesAtMs: number
  readonly settledAtMs: number | null
  /** What it will turn out to be once it is settled. */
  readonly endsAs: RefundEnd
  readonly state: RefundState
}

export const eventKinds = [
  'Created',
  'Scanned',
  'Rejected',
  'Abandoned',
  'Captured',
  'Closed',
  'Asked',
  'Failed',
  'Reversed',
  'Refunded',
] as const
export type EventKind = (typeof eventKinds)[number]
