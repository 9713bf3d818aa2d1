/** Payments as lanes ask for them, and the provider's door. What a lane says is never evidence of money. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { type PaymentStatus, paymentRequestSchema } from '../../domain/contract/payment.ts'
import { paths } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import { bytesOf, readBody, textOf } from '../http/body.ts'
import { type HttpRefusal, refuse, sendRefusal, sendResult } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'
import { findCover, statusOfCover } from '../tenders/cover.ts'
import { type Attempt, findAttempt, readAttempt, statusOf } from './attempt.ts'
import { claim, idTaken, readClaim } from './claim.ts'
import { credentialLivesMs } from './credential.ts'
import { drive } from './drive.ts'
import { hearNotice } from './notify.ts'
import type { PayerCredential } from './providers/provider.ts'
import { providerOf } from './providers/providers.ts'
import { openAttempt } from './request.ts'
import type { Turns } from './turns.ts'

/** Where a wallet's provider reaches this server. */
export const notifyPathOf = (wallet: Wallet): string => `/notify/${wallet}`

type Answer = Result<PaymentStatus, HttpRefusal>

const cancelledBefore: PaymentStatus = { state: 'ended', ending: 'closed' }

const paramsSchema = v.object({ paymentId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)) })

function paymentIdOf({ params }: FastifyRequest): Result<string, HttpRefusal> {
  const parsed = v.safeParse(paramsSchema, params)
  return parsed.success ? ok(parsed.output.paymentId) : refuse(400, 'PaymentIdRefused', 'Not a payment id.')
}

/** Begins the new attempt, with the shopper's code in hand while it is fresh: it is on its way once and then gone. */
async function begin(
  ports: ServerPorts,
  turns: Turns,
  attempt: Attempt,
  credential: PayerCredential | undefined,
): Promise<Answer> {
  await turns.run(attempt.payment_id, () => {
    const isFresh = ports.clock.nowMs() - attempt.created_ms < credentialLivesMs
    const isHeld = credential === undefined || isFresh
    return drive(ports, attempt, { kind: isHeld ? 'Started' : 'Due' }, credential)
  })
  return ok(statusOf(await readAttempt(ports.db, attempt)))
}

async function request(ports: ServerPorts, turns: Turns, lane: Lane, body: unknown): Promise<Answer> {
  const parsed = readBody(paymentRequestSchema, body)
  if (!parsed.ok) return parsed
  const opened = await openAttempt(ports, lane, parsed.value)
  if (!opened.ok) return opened
  if (opened.value.kind === 'cancelled') return ok(cancelledBefore)
  const { attempt, isNew } = opened.value
  return isNew ? begin(ports, turns, attempt, parsed.value.credential) : ok(statusOf(attempt))
}

async function status({ db }: ServerPorts, lane: Lane, paymentId: string): Promise<PaymentStatus> {
  const attempt = await findAttempt(db, lane.storeId, paymentId)
  if (attempt?.lane_id === lane.laneId) return statusOf(attempt)
  const cover = await findCover(db, lane.storeId, paymentId)
  if (cover?.lane_id === lane.laneId) return statusOfCover(cover)
  const claim = await readClaim(db, lane, paymentId)
  const isCancelled = claim?.lane_id === lane.laneId && claim.claimed_as === 'cancelled'
  return isCancelled ? cancelledBefore : { state: 'notFound' }
}

/** A payment that was never heard of is over for good, so that its late request starts nothing. */
async function cancel(ports: ServerPorts, turns: Turns, lane: Lane, paymentId: string): Promise<Answer> {
  const owner = await ports.db.transaction().execute(async (trx) => {
    await claim(trx, lane, paymentId, 'cancelled')
    return readClaim(trx, lane, paymentId)
  })
  if (owner?.lane_id !== lane.laneId) return idTaken
  const attempt = await findAttempt(ports.db, lane.storeId, paymentId)
  if (attempt === undefined) {
    const cover = await findCover(ports.db, lane.storeId, paymentId)
    return ok(cover === undefined ? cancelledBefore : statusOfCover(cover))
  }
  await turns.run(paymentId, () => drive(ports, attempt, { kind: 'CancelWished' }))
  return ok(statusOf(await readAttempt(ports.db, attempt)))
}

/** Header names with one value each, as the provider signs them. */
const singleHeaders = (headers: FastifyRequest['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

async function answerNotice(
  ports: ServerPorts,
  wallet: Wallet,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = textOf(bytesOf(request.body)) ?? ''
  const heard = await hearNotice(ports, wallet, { headers: singleHeaders(request.headers), body })
  if (heard.ok) {
    const { noticeThanks } = providerOf(ports, wallet)
    return noticeThanks === undefined ? reply.code(204).send() : reply.type('text/plain').send(noticeThanks)
  }
  const { status, message } = heard.error
  return reply.code(status).send({ code: 'FAIL', message, error: heard.error.error })
}

export function addPaymentRoutes(
  app: FastifyInstance,
  ports: ServerPorts,
  laneRoutes: LaneRoutes,
  turns: Turns,
): void {
  laneRoutes.post(paths.payments, async (lane, { body }, reply) =>
    sendResult(reply, await request(ports, turns, lane, body)),
  )
  laneRoutes.get(`${paths.payments}/:paymentId`, async (lane, received, reply) => {
    const id = paymentIdOf(received)
    return id.ok ? reply.send(await status(ports, lane, id.value)) : sendRefusal(reply, id.error)
  })
  laneRoutes.post(`${paths.payments}/:paymentId/cancel`, async (lane, received, reply) => {
    const id = paymentIdOf(received)
    return sendResult(reply, id.ok ? await cancel(ports, turns, lane, id.value) : id)
  })
  for (const wallet of ports.providers.keys())
    app.post(notifyPathOf(wallet), (received, reply) => answerNotice(ports, wallet, received, reply))
}
