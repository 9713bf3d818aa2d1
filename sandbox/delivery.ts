/**
 * Delivers what a platform owes: at least once, again and again along its ladder until the merchant has taken it or
 * the ladder ends. Armed faults lose, double, delay, reorder, repeat or spoil messages here; what a message says and
 * how it is signed is the platform's.
 */

import type { FaultAction } from './faults/actions.ts'
import type { Api } from './faults/apis.ts'
import type { Faults } from './faults/faults.ts'
import type { Notice } from './notice.ts'
import type { NoticeBooks } from './platform-books.ts'
import type { NotifyAnswer, NotifyRequest, NotifySend, SandboxClock } from './ports.ts'

/** Deliveries under way at the same time, so that one silent merchant page holds up few others. */
const batchMax = 16

/** Messages that a fault wants repeated; beyond this the oldest is forgotten. */
const replaysMax = 100

/** How long a payment's message waits before it looks again whether the refund's has left. */
const reorderWaitMs = 1_000

interface Replay {
  readonly atMs: number
  readonly request: NotifyRequest
}

export interface Notifier {
  /** Delivers what is due by the gateway's clock. Not to be run twice at the same time. */
  readonly deliver: (faults: Faults) => Promise<void>
}

export interface Mail {
  readonly api: Api
  readonly clock: SandboxClock
  readonly store: NoticeBooks
  readonly notifySend: NotifySend
  /** Waits between one delivery and the next. */
  readonly retryLadderMs: readonly number[]
  /** The signed message as it leaves now, under this fault. */
  readonly messageOf: (notice: Notice, fault: FaultAction | undefined) => NotifyRequest
  readonly isTaken: (answer: NotifyAnswer) => boolean
}

/** The notice after one more attempt that was not taken. */
function retried({ clock, retryLadderMs }: Mail, notice: Notice, fault: FaultAction | undefined): Notice {
  const waitMs = retryLadderMs[notice.attempts]
  const attempts = notice.attempts + 1
  const factor = fault?.kind === 'notify_fast_ladder' ? fault.factor : 1
  return waitMs === undefined
    ? { ...notice, attempts, state: 'GIVEN_UP' }
    : { ...notice, attempts, nextAtMs: clock.nowMs() + Math.ceil(waitMs / factor) }
}

/** How long this message is held back, if it is. */
function heldForMs({ store }: Mail, notice: Notice, fault: FaultAction | undefined): number | undefined {
  if (fault?.kind === 'notify_delay') return fault.ms
  if (fault?.kind !== 'notify_refund_first' || !notice.eventType.startsWith('TRANSACTION.')) return undefined
  const isRefundTold = store
    .noticesOfOrder(notice.outTradeNo)
    .some(({ eventType, attempts }) => eventType.startsWith('REFUND.') && attempts > 0)
  return isRefundTold ? undefined : reorderWaitMs
}

export function createNotifier(mail: Mail): Notifier {
  const { api, clock, store, notifySend, messageOf, isTaken } = mail
  let replays: readonly Replay[] = []

  async function send(request: NotifyRequest): Promise<boolean> {
    const answer = await notifySend(request)
    return answer.ok && isTaken(answer.value)
  }

  async function attempt(notice: Notice, faults: Faults): Promise<void> {
    const fault = faults.strike(api, notice.outTradeNo)
    const heldMs = heldForMs(mail, notice, fault)
    if (heldMs !== undefined) return store.saveNotice({ ...notice, nextAtMs: clock.nowMs() + heldMs })
    if (fault?.kind === 'notify_drop') return store.saveNotice(retried(mail, notice, fault))
    const request = messageOf(notice, fault)
    const wasTaken = await send(request)
    const copies = fault?.kind === 'notify_duplicate' ? fault.times : 0
    for (let copy = 0; copy < copies; copy += 1) await send(messageOf(notice, fault))
    if (fault?.kind === 'notify_replay')
      replays = [...replays, { atMs: clock.nowMs() + fault.ms, request }].slice(-replaysMax)
    const after: Notice = { ...notice, attempts: notice.attempts + 1, state: 'DELIVERED' }
    store.saveNotice(wasTaken ? after : retried(mail, notice, fault))
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
