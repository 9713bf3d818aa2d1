/**
 * How WeChat Pay delivers what it owes: its ladder of waits, its signature anew at each delivery, and the statuses by
 * which a merchant says that a message has arrived.
 */

import { createNotifier, type Notifier } from '../delivery.ts'
import { spoiledBody } from './forgery.ts'
import type { WechatGatewayPorts } from './ports.ts'
import { sealedHeaders } from './sealing.ts'

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

export const wechatNotifier = (ports: WechatGatewayPorts): Notifier =>
  createNotifier({
    api: 'notify',
    ...ports,
    retryLadderMs,
    messageOf(notice, fault) {
      const body = spoiledBody(ports, notice.body, fault)
      const signed = sealedHeaders(ports, body, ports.keys.platformKeys[0], fault)
      return { url: notice.url, headers: { 'content-type': 'application/json', ...signed }, body }
    },
    isTaken: ({ status }) => status === 200 || status === 204,
  })
