/**
 * The store server as a lane calls it: signed requests out, checked answers in. An answer that does not fit its
 * schema counts as none. It retries nothing; whoever calls decides when to ask again.
 */

import { faceSessionSchema } from '../../domain/contract/face.ts'
import { orphansPath, orphansSchema } from '../../domain/contract/orphan.ts'
import { paymentCancelPath, paymentPath, paymentStatusSchema } from '../../domain/contract/payment.ts'
import { receiptsFoundSchema, refundPath, refundStatusSchema } from '../../domain/contract/refund.ts'
import { suspendedBasketSchema } from '../../domain/contract/suspended.ts'
import { tenderPath, tenderReleasePath, tenderStatusSchema } from '../../domain/contract/tender.ts'
import {
  catalogueChangesSchema,
  catalogueHeadSchema,
  laneSetupSchema,
  packStatusSchema,
  paths,
  refusalSchema,
  signatureHeaders,
  signedText,
  uploadReplySchema,
} from '../../domain/contract/wire.ts'
import type { Sha256 } from '../../domain/journal.ts'
import { parseJson } from '../../domain/parse.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Clock, LinkRefusal, Random, StoreServer } from '../ports.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface HttpReply {
  readonly status: number
  readonly body: string
}

/** One request, bounded in time and size; a failure says nothing about whether it was heard. */
export type HttpSend = (
  request: HttpRequest,
) => Promise<Result<HttpReply, { readonly kind: 'TransportFailed'; readonly reason: string }>>

/** The lane's own signature over a text, base64url. */
export type Sign = (text: string) => string

export interface ClientNeeds {
  readonly url: string
  readonly laneId: string
  readonly send: HttpSend
  readonly sign: Sign
  readonly sha256: Sha256
  readonly clock: Clock
  readonly random: Random
}

const unreachable = (reason: string) => err<LinkRefusal>({ kind: 'Unreachable', reason })

/** Headers that make a request the lane's own; `path` includes the query. */
export function signedHeaders(
  needs: Omit<ClientNeeds, 'send' | 'url'>,
  request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body: string },
): Readonly<Record<string, string>> {
  const { laneId, sign, sha256, clock, random } = needs
  const { method, path, body } = request
  const timestampMs = clock.nowMs()
  const nonce = random.id()
  const text = signedText({ method, path, timestampMs, nonce, bodyHash: sha256(body) })
  return {
    [signatureHeaders.lane]: laneId,
    [signatureHeaders.timestamp]: String(timestampMs),
    [signatureHeaders.nonce]: nonce,
    [signatureHeaders.signature]: sign(text),
  }
}

/** A server's no, where it is one it would repeat; trouble of its own (5xx, 429) is as good as no answer. */
function refusalOf({ status, body }: HttpReply): LinkRefusal {
  const refusal = parseJson(refusalSchema, body)
  if (status >= 500 || status === 429 || status === 408 || !refusal.ok) {
    return { kind: 'Unreachable', reason: `the server answered ${status}` }
  }
  return { kind: 'Refused', ...refusal.value }
}

export function createServerClient(needs: ClientNeeds): StoreServer {
  type Schema = Parameters<typeof parseJson>[0]

  async function call<S extends Schema>(schema: S, method: 'GET' | 'POST', path: string, data?: unknown) {
    const body = data === undefined ? '' : JSON.stringify(data)
    const headers = {
      ...signedHeaders(needs, { method, path, body }),
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
    }
    const url = needs.url + path
    const reply = await needs.send(body === '' ? { method, url, headers } : { method, url, headers, body })
    if (!reply.ok) return unreachable(reply.error.reason)
    if (reply.value.status !== 200) return err(refusalOf(reply.value))
    const parsed = parseJson(schema, reply.value.body)
    return parsed.ok
      ? ok(parsed.value)
      : unreachable(`the server's answer is malformed: ${parsed.error.reason}`)
  }

  return {
    url: needs.url,
    setup: () => call(laneSetupSchema, 'GET', paths.laneSetup),
    catalogueHead: () => call(catalogueHeadSchema, 'GET', paths.catalogueHead),
    catalogueChanges: ({ epoch, version }) =>
      call(catalogueChangesSchema, 'GET', `${paths.catalogueChanges}?epoch=${epoch}&since=${version}`),
    upload: (request) => call(uploadReplySchema, 'POST', paths.journal, request),
    packStatus: (request) => call(packStatusSchema, 'POST', paths.packs, request),
    requestPayment: (request) => call(paymentStatusSchema, 'POST', paths.payments, request),
    paymentStatus: (paymentId) => call(paymentStatusSchema, 'GET', paymentPath(paymentId)),
    cancelPayment: (paymentId) => call(paymentStatusSchema, 'POST', paymentCancelPath(paymentId)),
    openFace: (request) => call(faceSessionSchema, 'POST', paths.faceSessions, request),
    requestCover: (request) => call(paymentStatusSchema, 'POST', paths.covers, request),
    holdTender: (request) => call(tenderStatusSchema, 'POST', paths.tenders, request),
    tenderStatus: (tenderId) => call(tenderStatusSchema, 'GET', tenderPath(tenderId)),
    releaseTender: (tenderId) => call(tenderStatusSchema, 'POST', tenderReleasePath(tenderId), {}),
    takeBasket: (request) => call(suspendedBasketSchema, 'POST', paths.basketTake, request),
    findReceipt: (wanted) => call(receiptsFoundSchema, 'POST', paths.receiptFind, wanted),
    requestRefund: (request) => call(refundStatusSchema, 'POST', paths.refunds, request),
    refundStatus: (refundId) => call(refundStatusSchema, 'GET', refundPath(refundId)),
    orphans: () => call(orphansSchema, 'GET', orphansPath),
  }
}
