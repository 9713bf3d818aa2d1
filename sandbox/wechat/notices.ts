/**
 * Notifications the platform owes the merchant: written into the books with the change they report, delivered at
 * least once by `deliverNotices`, again and again along the provider's ladder until the merchant answers 200 or 204
 * or the ladder ends. A body is sealed once; every delivery is signed anew.
 */

import type { Faults } from '../faults.ts'
import { newNonce, newSealNonce } from './ids.ts'
import type { GatewayPorts } from './ports.ts'
import type { Notice } from './record.ts'
import { seal, signatureHeaders } from './signature.ts'
import { beijingTime } from './time.ts'

const seconds = 1_000
const minutes = 60 * seconds
const hours = 60 * minutes

/** The provider's published waits between one delivery and the next. */
export const retryLadderMs: readonly number[] = [
  15 * seconds,
  15 * seconds,
  30 * seconds,
  3 * minutes,
  10 * minutes,
  20 * minutes,
  30 * minutes,
  30 * minutes,
  30 * minutes,
  60 * minutes,
  3 * hours,
  3 * hours,
  3 * hours,
  6 * hours,
  6 * hours,
]

/** Deliveries under way at the same time, so that one silent merchant page holds up few others. */
const batchMax = 16

export interface NoticeContent {
  readonly outTradeNo: string
  readonly url: string
  readonly eventType: 'TRANSACTION.SUCCESS' | 'REFUND.SUCCESS'
  readonly summary: string
  readonly originalType: 'transaction' | 'refund'
  readonly resource: object
}

/** Must run in the transaction that makes the reported change. */
export function oweNotice({ clock, random, store, keys }: GatewayPorts, content: NoticeContent): void {
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
  store.saveNotice({ id, outTradeNo, url, body, attempts: 0, nextAtMs: nowMs, state: 'PENDING' })
}

/** One delivery; true when the merchant took it. */
async function deliver({ clock, random, keys, notifySend }: GatewayPorts, notice: Notice): Promise<boolean> {
  const [key] = keys.platformKeys
  const signed = signatureHeaders(key, notice.body, clock.nowMs(), newNonce(random))
  const headers = { 'content-type': 'application/json', ...signed }
  const answer = await notifySend({ url: notice.url, headers, body: notice.body })
  return answer.ok && (answer.value.status === 200 || answer.value.status === 204)
}

/** The notice after one more attempt that was not taken. */
function retried(notice: Notice, nowMs: number): Notice {
  const waitMs = retryLadderMs[notice.attempts]
  const attempts = notice.attempts + 1
  return waitMs === undefined
    ? { ...notice, attempts, state: 'GIVEN_UP' }
    : { ...notice, attempts, nextAtMs: nowMs + waitMs }
}

async function attempt(ports: GatewayPorts, faults: Faults, notice: Notice): Promise<void> {
  const { clock, store } = ports
  const fault = faults.strike('notify', notice.outTradeNo)
  if (fault?.kind === 'notify_delay') {
    store.saveNotice({ ...notice, nextAtMs: clock.nowMs() + fault.ms })
    return
  }
  if (fault?.kind === 'notify_drop') {
    store.saveNotice(retried(notice, clock.nowMs()))
    return
  }
  const isTaken = await deliver(ports, notice)
  const copies = fault?.kind === 'notify_duplicate' ? fault.times : 0
  for (let copy = 0; copy < copies; copy += 1) await deliver(ports, notice)
  const after: Notice = { ...notice, attempts: notice.attempts + 1, state: 'DELIVERED' }
  store.saveNotice(isTaken ? after : retried(notice, clock.nowMs()))
}

/** Delivers what is due by the gateway's clock. Not to be run twice at the same time. */
export async function deliverNotices(ports: GatewayPorts, faults: Faults): Promise<void> {
  const due = ports.store.noticesDue(ports.clock.nowMs(), batchMax)
  await Promise.all(due.map((notice) => attempt(ports, faults, notice)))
}
