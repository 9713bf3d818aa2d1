/**
 * Watches the link to the store server from the side: every call goes through unchanged, and whether it was answered
 * is remembered. A refusal is an answer; only silence is offline.
 */

import type { Result } from '../domain/result.ts'
import type { Clock, LinkRefusal, StoreServer } from './ports.ts'

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

  function note(reachable: boolean): void {
    const turned = status.reachable !== reachable
    status = { ...status, reachable, lastSeenMs: reachable ? clock.nowMs() : status.lastSeenMs }
    if (turned) changed()
  }

  async function observed<T>(call: Promise<Result<T, LinkRefusal>>): Promise<Result<T, LinkRefusal>> {
    const answer = await call
    note(answer.ok || answer.error.kind === 'Refused')
    return answer
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
      requestPayment: (request) => observed(server.requestPayment(request)),
      paymentStatus: (paymentId) => observed(server.paymentStatus(paymentId)),
      cancelPayment: (paymentId) => observed(server.cancelPayment(paymentId)),
      openFace: (request) => observed(server.openFace(request)),
      requestCover: (request) => observed(server.requestCover(request)),
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
