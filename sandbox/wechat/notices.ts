/**
 * Notifications the platform owes the merchant: written into the books with the change they report, sealed once.
 * When and how they leave is `delivery.ts`.
 */

import { newNonce, newSealNonce } from './ids.ts'
import type { WechatGatewayPorts } from './ports.ts'
import { seal } from './signature.ts'
import { beijingTime } from './time.ts'

export interface NoticeContent {
  readonly outTradeNo: string
  readonly url: string
  readonly eventType: 'TRANSACTION.SUCCESS' | 'REFUND.SUCCESS' | 'REFUND.CLOSED' | 'REFUND.ABNORMAL'
  readonly summary: string
  readonly originalType: 'transaction' | 'refund'
  readonly resource: object
}

/** Must run in the transaction that makes the reported change. */
export function oweNotice({ clock, random, store, keys }: WechatGatewayPorts, content: NoticeContent): void {
  const nowMs = clock.nowMs()
  const { outTradeNo, url, eventType, summary, originalType } = content
  const id = newNonce(random)
  const sealed = seal(keys.apiV3Key, JSON.stringify(content.resource), originalType, newSealNonce(random))
  const body = JSON.stringify({
    id,
    create_time: beijingTime(nowMs),
    resource_type: 'encrypt-resource',
    event_type: eventType,
    summary,
    resource: { original_type: originalType, ...sealed },
  })
  store.saveNotice({ id, outTradeNo, eventType, url, body, attempts: 0, nextAtMs: nowMs, state: 'PENDING' })
}
