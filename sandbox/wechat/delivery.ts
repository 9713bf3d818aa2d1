/**
 * Brings the merchant what it is owed, at least once: again and again along the provider's ladder until it answers
 * 200 or 204 or the ladder ends. Every delivery is signed anew. Armed faults lose, double, delay or spoil messages.
 */

import type { FaultAction } from '../faults/actions.ts'
import type { Faults } from '../faults/faults.ts'
import type { NotifyRequest } from '../ports.ts'
import { spoiledBody } from './forgery.ts'
import type { GatewayPorts } from './ports.ts'
import type { Notice } from './record.ts'
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

/** Deliveries under way at the same time, so that one silent merchant page holds up few others. */
const batchMax = 16

/** Messages that a fault wants repeated; beyond this the oldest is forgotten. */
const replaysMax = 100

interface Replay {
  readonly atMs: number
  readonly request: NotifyRequest
}

export interface Notifier {
  /** Delivers what is due by the gateway's clock. Not to be run twice at the same time. */
  readonly deliver: (faults: Faults) => Promise<void>
}

const isTaken = (status: number): boolean => status === 200 || status === 204

function messageOf(ports: GatewayPorts, notice: Notice, fault: FaultAction | undefined): NotifyRequest {
  const body = spoiledBody(ports, notice.body, fault)
  const signed = sealedHeaders(ports, body, ports.keys.platformKeys[0], fault)
  return { url: notice.url, headers: { 'content-type': 'application/json', ...signed }, body }
}

/** The notice after one more attempt that was not taken. */
function retried(notice: Notice, nowMs: number, fault: FaultAction | undefined): Notice {
  const waitMs = retryLadderMs[notice.attempts]
  const attempts = notice.attempts + 1
  const factor = fault?.kind === 'notify_fast_ladder' ? fault.factor : 1
  return waitMs === undefined
    ? { ...notice, attempts, state: 'GIVEN_UP' }
    : { ...notice, attempts, nextAtMs: nowMs + waitMs / factor }
}

/** How long this message is held back, if it is. */
function heldForMs(ports: GatewayPorts, notice: Notice, fault: FaultAction | undefined): number | undefined {
  if (fault?.kind === 'notify_delay') return fault.ms
  if (fault?.kind !== 'notify_refund_first' || notice.eventType !== 'TRANSACTION.SUCCESS') return undefined
  const isRefundTold = ports.store
    .noticesOfOrder(notice.outTradeNo)
    .some(({ eventType, attempts }) => eventType.startsWith('REFUND.') && attempts > 0)
  return isRefundTold ? undefined : seconds
}

export function createNotifier(ports: GatewayPorts): Notifier {
  const { clock, store, notifySend } = ports
  let replays: readonly Replay[] = []

  async function send(request: NotifyRequest): Promise<boolean> {
    const answer = await notifySend(request)
    return answer.ok && isTaken(answer.value.status)
  }

  async function attempt(notice: Notice, faults: Faults): Promise<void> {
    const fault = faults.strike('notify', notice.outTradeNo)
    const heldMs = heldForMs(ports, notice, fault)
    if (heldMs !== undefined) return store.saveNotice({ ...notice, nextAtMs: clock.nowMs() + heldMs })
    if (fault?.kind === 'notify_drop') return store.saveNotice(retried(notice, clock.nowMs(), fault))
    const request = messageOf(ports, notice, fault)
    const wasTaken = await send(request)
    const copies = fault?.kind === 'notify_duplicate' ? fault.times : 0
    for (let copy = 0; copy < copies; copy += 1) await send(messageOf(ports, notice, fault))
    if (fault?.kind === 'notify_replay')
      replays = [...replays, { atMs: clock.nowMs() + fault.ms, request }].slice(-replaysMax)
    const after: Notice = { ...notice, attempts: notice.attempts + 1, state: 'DELIVERED' }
    store.saveNotice(wasTaken ? after : retried(notice, clock.nowMs(), fault))
  }

  async function replay(): Promise<void> {
    const due = replays.filter(({ atMs }) => atMs <= clock.nowMs())
    replays = replays.filter(({ atMs }) => atMs > clock.nowMs())
    for (const { request } of due) await send(request)
  }

  return {
    async deliver(faults) {
      const due = store.noticesDue(clock.nowMs(), batchMax)
      await Promise.all(due.map((notice) => attempt(notice, faults)))
      await replay()
    },
  }
}
