/**
 * What every v3 endpoint has in common: check the request's signature, let an armed fault strike, run the handler in
 * one transaction of the books, sign the answer. Handlers are synchronous and know nothing of HTTP.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { FaultAction } from '../../faults/actions.ts'
import { type Api, traitsByApi } from '../../faults/apis.ts'
import { type Outgoing, passThrough, sendWhole, type Trouble } from '../../faults/pass.ts'
import type { Nonces } from '../../nonces.ts'
import { numbersSchema, orderNumberOf } from '../order-number.ts'
import type { Pace } from '../pace.ts'
import { letTimePass } from '../passing-time.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import { sealedHeaders } from '../sealing.ts'
import { answeringKey, checkRequest } from '../signature.ts'
import { type Reply, refusals } from './reply.ts'

type Words = Readonly<Record<string, string>>

export interface Incoming {
  readonly path: Words
  readonly query: Words
  readonly body: string
  /** The address under which the platform was called. */
  readonly origin: string
}

export interface Endpoint {
  readonly api: Api
  readonly method: 'GET' | 'POST'
  readonly url: string
  /** `fault` is for what only the handler can get wrong; the network's and the signature's are done elsewhere. */
  readonly handle: (ports: WechatGatewayPorts, incoming: Incoming, fault: FaultAction | undefined) => Reply
}

const wordsSchema = v.fallback(v.record(v.string(), v.string()), {})
const bodySchema = v.fallback(v.pipe(v.string(), v.parseJson(), numbersSchema), {})

function readIncoming(request: FastifyRequest): Incoming {
  return {
    path: v.parse(wordsSchema, request.params),
    query: v.parse(wordsSchema, request.query),
    body: typeof request.body === 'string' ? request.body : '',
    origin: `${request.protocol}://${request.host}`,
  }
}

const numberOf = ({ store }: WechatGatewayPorts, { path, body }: Incoming): string | undefined =>
  orderNumberOf(store, { ...v.parse(bodySchema, body), ...path })

const textOf = (answer: Reply): string => (answer.body === undefined ? '' : JSON.stringify(answer.body))

function outgoing(
  ports: WechatGatewayPorts,
  request: FastifyRequest,
  answer: Reply,
  fault: FaultAction | undefined,
): Outgoing {
  if (answer.file !== undefined)
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: answer.file }
  const body = textOf(answer)
  const asked = request.headers['wechatpay-serial']
  const key = answeringKey(ports.keys, typeof asked === 'string' ? asked : undefined)
  const type = body === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }
  return { status: answer.status, headers: { ...sealedHeaders(ports, body, key, fault), ...type }, body }
}

/** The handler's answer, or the platform's excuse; `commit` decides whether anything was done. */
function answerOf({ ports, pace, endpoint }: Serving, incoming: Incoming, fault?: FaultAction): Reply {
  letTimePass(ports)
  const isTooFast = traitsByApi[endpoint.api].role === 'pay' && pace.isTooFast()
  if (isTooFast || fault?.kind === 'rate_limited') return refusals.tooOften()
  if (fault?.kind === 'system_error' && !fault.commit) return refusals.systemError()
  const answer = ports.store.transact(() => endpoint.handle(ports, incoming, fault))
  return fault?.kind === 'system_error' ? refusals.systemError() : answer
}

interface Serving {
  readonly ports: WechatGatewayPorts
  readonly trouble: Trouble
  readonly pace: Pace
  readonly nonces: Nonces
  readonly endpoint: Endpoint
}

async function serve(serving: Serving, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ports, trouble } = serving
  const { clock } = ports
  const { api } = serving.endpoint
  const incoming = readIncoming(request)
  const { authorization } = request.headers
  const received = { method: request.method, target: request.originalUrl, authorization, body: incoming.body }
  const checked = checkRequest(received, ports.keys, clock.nowMs())
  if (!checked.ok)
    return sendWhole(reply, outgoing(ports, request, refusals.signature(checked.error), undefined))
  if (serving.nonces.isReplayed(checked.value))
    return sendWhole(reply, outgoing(ports, request, refusals.replayed(), undefined))
  const outTradeNo = numberOf(ports, incoming)
  const fault = trouble.faults.strike(api, outTradeNo)
  return passThrough({ trouble, clock, api, outTradeNo, fault, reply }, () =>
    outgoing(ports, request, answerOf(serving, incoming, fault), fault),
  )
}

export function addEndpoint(app: FastifyInstance, serving: Serving): void {
  const { method, url } = serving.endpoint
  app.route({ method, url, handler: (request, reply) => serve(serving, request, reply) })
}
