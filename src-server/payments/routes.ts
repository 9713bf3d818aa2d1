/** Payments as lanes ask for them, and the provider's door. What a lane says is never evidence of money. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { type PaymentStatus, paths, paymentRequestSchema } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import { bytesOf, readBody, textOf } from '../http/body.ts'
import { type HttpRefusal, refuse, sendRefusal, sendResult } from '../http/refusal.ts'
import type { Lane } from '../lanes/authenticate.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'
import { advance } from './advance.ts'
import { type Attempt, findAttempt, readAttempt, statusOf } from './attempt.ts'
import { wishCancelled } from './cancel.ts'
import { hearNotice } from './notify.ts'
import { openAttempt, readClaim } from './request.ts'
import type { Turns } from './turns.ts'

export const notifyPath = '/notify/wechat'

type Answer = Result<PaymentStatus, HttpRefusal>

const cancelledBefore: PaymentStatus = { state: 'ended', ending: 'closed' }

const paramsSchema = v.object({ paymentId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)) })

function paymentIdOf({ params }: FastifyRequest): Result<string, HttpRefusal> {
  const parsed = v.safeParse(paramsSchema, params)
  return parsed.success ? ok(parsed.output.paymentId) : refuse(400, 'PaymentIdRefused', 'Not a payment id.')
}

async function advanced(ports: ServerPorts, turns: Turns, attempt: Attempt): Promise<Answer> {
  await turns.run(attempt.payment_id, () => advance(ports, attempt))
  return ok(statusOf(await readAttempt(ports.db, attempt)))
}

async function request(ports: ServerPorts, turns: Turns, lane: Lane, body: unknown): Promise<Answer> {
  const parsed = readBody(paymentRequestSchema, body)
  if (!parsed.ok) return parsed
  const opened = await openAttempt(ports, lane, parsed.value)
  if (!opened.ok) return opened
  if (opened.value.kind === 'cancelled') return ok(cancelledBefore)
  const { attempt, isNew } = opened.value
  return isNew ? advanced(ports, turns, attempt) : ok(statusOf(attempt))
}

async function status({ db }: ServerPorts, lane: Lane, paymentId: string): Promise<PaymentStatus> {
  const attempt = await findAttempt(db, lane.storeId, paymentId)
  if (attempt?.lane_id === lane.laneId) return statusOf(attempt)
  const claim = await readClaim(db, lane, paymentId)
  const isCancelled = claim?.lane_id === lane.laneId && claim.claimed_as === 'cancelled'
  return isCancelled ? cancelledBefore : { state: 'notFound' }
}

async function cancel(ports: ServerPorts, turns: Turns, lane: Lane, paymentId: string): Promise<Answer> {
  const attempt = await wishCancelled(ports, lane, paymentId)
  if (!attempt.ok) return attempt
  return attempt.value === undefined ? ok(cancelledBefore) : advanced(ports, turns, attempt.value)
}

/** Header names with one value each, as the provider signs them. */
const singleHeaders = (headers: FastifyRequest['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

async function answerNotice(ports: ServerPorts, request: FastifyRequest, reply: FastifyReply) {
  const body = textOf(bytesOf(request.body)) ?? ''
  const heard = await hearNotice(ports, { headers: singleHeaders(request.headers), body })
  if (heard.ok) return reply.code(204).send()
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
  app.post(notifyPath, (received, reply) => answerNotice(ports, received, reply))
}
