/**
 * What the sandbox's payment platform remembers: orders, refunds, the notifications it owes and the append-only list
 * of money that moved. Times are milliseconds of the gateway's clock, amounts integer fen. The list of events is the
 * truth against which tests compare what the store believes.
 */

export const orderStates = ['NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED'] as const
export type OrderState = (typeof orderStates)[number]

export interface Order {
  readonly outTradeNo: string
  /** The first request's parameters in canonical form; a later one must equal them. */
  readonly parameters: string
  readonly description: string
  readonly attach: string | null
  readonly notifyUrl: string
  readonly amountFen: number
  readonly createdAtMs: number
  /** The merchant's `time_expire`: after it nobody can pay, yet the order stays open until it is closed. */
  readonly expiresAtMs: number | null
  /** The only code that still opens this order. */
  readonly codeUrl: string
  readonly codeExpiresAtMs: number
  readonly state: OrderState
  /** The first wallet that scanned; no other may pay. */
  readonly payer: string | null
  readonly transactionId: string | null
  readonly paidAtMs: number | null
}

export const refundStates = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'] as const
export type RefundState = (typeof refundStates)[number]

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
  readonly state: RefundState
}

export const noticeStates = ['PENDING', 'DELIVERED', 'GIVEN_UP'] as const
export type NoticeState = (typeof noticeStates)[number]

/** A notification owed to the merchant; its body is sealed once and signed anew at each delivery. */
export interface Notice {
  readonly id: string
  readonly outTradeNo: string
  readonly url: string
  readonly body: string
  readonly attempts: number
  readonly nextAtMs: number
  readonly state: NoticeState
}

export const eventKinds = [
  'Created',
  'Scanned',
  'Rejected',
  'Abandoned',
  'Captured',
  'Closed',
  'Refunded',
] as const
export type EventKind = (typeof eventKinds)[number]
