/**
 * A message that a platform owes a merchant. Its content is fixed when it is owed; it is signed anew at each delivery.
 */

export const noticeStates = ['PENDING', 'DELIVERED', 'GIVEN_UP'] as const
export type NoticeState = (typeof noticeStates)[number]

export interface Notice {
  readonly id: string
  readonly outTradeNo: string
  /** Of a payment it begins with `TRANSACTION.`, of a refund with `REFUND.`. */
  readonly eventType: string
  readonly url: string
  readonly body: string
  readonly attempts: number
  readonly nextAtMs: number
  readonly state: NoticeState
}
