/**
 * The bank's messages to the merchant: owed in the transaction that made them true, delivered after it, again and again
 * for a while. Each is sealed with the merchant's secret over its exact bytes.
 */

import { createHmac } from 'node:crypto'
import { paymentAnswer } from './answers.ts'
import type { PixPorts } from './ports.ts'
import type { Notice } from './record.ts'

/** Waits after the first delivery, the second and so on. */
const retryLadderMs = [1_000, 5_000, 30_000, 300_000, 1_800_000, 10_800_000] as const
const noticesAtOnce = 100

export function oweNotice({ store, clock }: PixPorts, txid: string, id: string): void {
  const charge = store.charge(txid)
  if (charge?.endToEndId == null) return
  const body = JSON.stringify({ pix: [paymentAnswer(charge, store.returnsOf(charge.endToEndId))] })
  store.saveNotice({ id, body, attempts: 0, nextAtMs: clock.nowMs(), state: 'PENDING' })
}

const sealOf = (secret: string, body: string): string =>
  createHmac('sha256', secret).update(body).digest('hex')

async function deliver({ store, clock, merchant, notifySend }: PixPorts, notice: Notice): Promise<void> {
  const { body } = notice
  const headers = {
    'content-type': 'application/json',
    'x-pix-hmac-sha256': sealOf(merchant.noticeSecret, body),
  }
  const answer = await notifySend({ url: merchant.noticeUrl, headers, body })
  const isTaken = answer.ok && answer.value.status >= 200 && answer.value.status < 300
  const wait = retryLadderMs[notice.attempts]
  const state = isTaken ? 'DELIVERED' : wait === undefined ? 'GIVEN_UP' : 'PENDING'
  store.saveNotice({ ...notice, attempts: notice.attempts + 1, nextAtMs: clock.nowMs() + (wait ?? 0), state })
}

export async function deliverNotices(ports: PixPorts): Promise<void> {
  for (const notice of ports.store.noticesDue(ports.clock.nowMs(), noticesAtOnce))
    await deliver(ports, notice)
}
