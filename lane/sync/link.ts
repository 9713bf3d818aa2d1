/**
 * Watches the link to the store server from the side: every call goes through unchanged, and whether it was answered is
 * remembered. A refusal is an answer; only silence is offline, and a clock too far off for anything to be heard. What
 * the server dates for the lane to wait for is told in the lane's own clock.
 */

import type { PaymentStatus } from '../../domain/contract/payment.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Clock, LinkRefusal, StoreServer } from '../ports.ts'

/** What the server says to every request of a lane whose clock it does not believe. */
const unheardError = 'ClockSkew'

const isHeard = (answer: Result<unknown, LinkRefusal>): boolean =>
  answer.ok || (answer.error.kind === 'Refused' && answer.error.error !== unheardError)

export interface LinkStatus {
  readonly reachable: boolean
  readonly lastSeenMs: number | undefined
  /** The server's clock minus the lane's, at the last setup. */
  readonly clockOffsetMs: number | undefined
}

export interface ObservedLink {
  readonly server: StoreServer
  status(): LinkStatus
}

/** `changed` is called when reachability turns. */
export function observeLink(server: StoreServer, clock: Clock, changed: () => void): ObservedLink {
  let status: LinkStatus = { reachable: false, lastSeenMs: undefined, clockOffsetMs: undefined }

  let calls = 0
  let lastAnswered = 0

  function note(reachable: boolean): void {
    const turned = status.reachable !== reachable
    status = { ...status, reachable, lastSeenMs: reachable ? clock.nowMs() : status.lastSeenMs }
    if (turned) changed()
  }

  async function observed<T>(call: Promise<Result<T, LinkRefusal>>): Promise<Result<T, LinkRefusal>> {
    const own = ++calls
    const answer = await call
    const isAnswered = isHeard(answer)
    // Who waited in vain since before the last answer knows less than that answer.
    if (isAnswered || own > lastAnswered) note(isAnswered)
    if (isAnswered) lastAnswered = Math.max(lastAnswered, own)
    return answer
  }

  async function payment(
    call: Promise<Result<PaymentStatus, LinkRefusal>>,
  ): Promise<Result<PaymentStatus, LinkRefusal>> {
    const answer = await observed(call)
    if (!answer.ok || answer.value.state !== 'inProgress') return answer
    const payableUntilMs = answer.value.payableUntilMs - (status.clockOffsetMs ?? 0)
    return ok({ ...answer.value, payableUntilMs })
  }

  return {
    status: () => status,
    server: {
      url: server.url,
      async setup() {
        const askedAtMs = clock.nowMs()
        const answer = await observed(server.setup())
        if (answer.ok) {
          const midwayMs = (askedAtMs + clock.nowMs()) / 2
          status = { ...status, clockOffsetMs: Math.round(answer.value.serverNowMs - midwayMs) }
        }
        return answer
      },
      catalogueHead: () => observed(server.catalogueHead()),
      catalogueChanges: (since) => observed(server.catalogueChanges(since)),
      upload: (request) => observed(server.upload(request)),
      packStatus: (request) => observed(server.packStatus(request)),
      requestPayment: (request) => payment(server.requestPayment(request)),
      paymentStatus: (paymentId) => payment(server.paymentStatus(paymentId)),
      cancelPayment: (paymentId) => payment(server.cancelPayment(paymentId)),
      openFace: (request) => observed(server.openFace(request)),
      requestCover: (request) => payment(server.requestCover(request)),
      holdTender: (request) => observed(server.holdTender(request)),
      tenderStatus: (tenderId) => observed(server.tenderStatus(tenderId)),
      releaseTender: (tenderId) => observed(server.releaseTender(tenderId)),
      takeBasket: (request) => observed(server.takeBasket(request)),
      findReceipt: (wanted) => observed(server.findReceipt(wanted)),
      requestRefund: (request) => observed(server.requestRefund(request)),
      refundStatus: (refundId) => observed(server.refundStatus(refundId)),
      orphans: () => observed(server.orphans()),
    },
  }
}
