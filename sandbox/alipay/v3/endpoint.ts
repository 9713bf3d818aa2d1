/**
 * `/v3/…`, the REST door of the gateway: every method under the path of its name. Checks who speaks, lets an armed fault
 * strike, runs the method that `/gateway.do` runs, signs the answer. WeChat Pay has a `/v3` on the same port: the scheme
 * of a request's signature says whose it is.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { FaultAction } from '../../faults/actions.ts'
import { type Outgoing, passThrough, sendWhole, type Trouble } from '../../faults/pass.ts'
import type { Nonces } from '../../nonces.ts'
import { answerOf, numberOf } from '../answering.ts'
import { newTraceId } from '../ids.ts'
import type { Call, Method } from '../method.ts'
import type { AlipayGatewayPorts } from '../ports.ts'
import { type Reply, refusals } from '../reply.ts'
import { readAuthorization, refusalOf, type SignedRequest, scheme } from './authorization.ts'
import { v3Answer, v3Refusals } from './reply.ts'
import { sealedHeaders } from './sealing.ts'

const anyPath = '/v3/*'
const ownPath = /^\/v3\/(?:alipay|zoloz)\//

/** By its scheme; where a request names none, by its path. */
function isOurs({ headers: { authorization = '' }, originalUrl }: FastifyRequest): boolean {
  if (authorization === '') return ownPath.test(originalUrl)
  return originalUrl.startsWith('/v3/') && authorization.startsWith(`${scheme} `)
}

const addressOf = ({ originalUrl }: FastifyRequest): URL => new URL(originalUrl, 'http://gateway')
const textOf = ({ body }: FastifyRequest): string => (typeof body === 'string' ? body : '')

function wordOf({ headers }: FastifyRequest, name: string): string | undefined {
  const word = headers[name]
  return typeof word === 'string' ? word : undefined
}

const signedRequestOf = (request: FastifyRequest): SignedRequest => ({
  method: request.method,
  target: request.originalUrl,
  authorization: wordOf(request, 'authorization') ?? '',
  rootCertificateSn: wordOf(request, 'alipay-root-cert-sn'),
  appAuthToken: wordOf(request, 'alipay-app-auth-token'),
  body: textOf(request),
})

const wordsOf = ({ headers }: FastifyRequest): Readonly<Record<string, string>> =>
  readAuthorization(headers.authorization ?? '')?.words ?? {}

/** As it leaves when nothing proves who asked: nothing is signed. */
function unsigned({ random }: AlipayGatewayPorts, reply: Reply): Outgoing {
  const traceId = newTraceId(random)
  const { status, body } = v3Answer(reply, traceId)
  const headers = { 'content-type': 'application/json;charset=UTF-8', 'alipay-trace-id': traceId }
  return { status, headers, body: JSON.stringify(body) }
}

function outgoing(
  ports: AlipayGatewayPorts,
  request: FastifyRequest,
  reply: Reply,
  fault: FaultAction | undefined,
): Outgoing {
  const plain = unsigned(ports, reply)
  const isCertified = wordsOf(request)['app_cert_sn'] !== undefined
  const sealed = sealedHeaders(ports, String(plain.body), isCertified, fault)
  return { ...plain, headers: { ...plain.headers, ...sealed } }
}

const notifiedSchema = v.pipe(v.string(), v.parseJson(), v.object({ notify_url: v.string() }))

/** Among the method's own parameters here. */
function notifyUrlOf(content: string): string | null {
  const parsed = v.safeParse(notifiedSchema, content)
  return parsed.success ? parsed.output.notify_url : null
}

function callOf(request: FastifyRequest): Call {
  const origin = `${request.protocol}://${request.host}`
  const query = Object.fromEntries(addressOf(request).searchParams)
  const content = request.method === 'GET' ? JSON.stringify(query) : textOf(request)
  return { content, notifyUrl: notifyUrlOf(content), origin }
}

/** Why the form alone forbids this request. */
function obstacle(request: FastifyRequest, { v3: { verbs } }: Method): Reply | undefined {
  if (!verbs.some((verb) => verb === request.method)) return v3Refusals.verb()
  const isJson = request.headers['content-type']?.startsWith('application/json') === true
  return request.method === 'POST' && !isJson ? v3Refusals.contentType() : undefined
}

type Serve = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>

interface Serving {
  readonly ports: AlipayGatewayPorts
  readonly trouble: Trouble
  readonly nonces: Nonces
}

function serving({ ports, trouble, nonces }: Serving, methods: readonly Method[]): Serve {
  const byPath = new Map(methods.map((method) => [`/v3/${method.name.replaceAll('.', '/')}`, method]))
  const { clock, keys } = ports
  return (request, reply) => {
    const method = byPath.get(addressOf(request).pathname)
    if (method === undefined) return sendWhole(reply, unsigned(ports, refusals.method()))
    const refusal = obstacle(request, method) ?? refusalOf(signedRequestOf(request), keys, clock.nowMs())
    if (refusal !== undefined) return sendWhole(reply, unsigned(ports, refusal))
    if (nonces.isReplayed(wordsOf(request)['nonce'] ?? ''))
      return sendWhole(reply, unsigned(ports, v3Refusals.replayed()))
    const { api } = method.v3
    const call = callOf(request)
    const outTradeNo = numberOf(ports, call.content)
    const fault = trouble.faults.strike(api, outTradeNo)
    return passThrough({ trouble, clock, api, outTradeNo, fault, reply }, () =>
      outgoing(ports, request, answerOf(ports, method, call, fault), fault),
    )
  }
}

export function addV3Gateway(app: FastifyInstance, parts: Serving, methods: readonly Method[]): void {
  const serve = serving(parts, methods)
  const { ports } = parts
  // Who signs in our scheme speaks to us, even on a path that only the other platform knows.
  app.addHook('onRequest', async (request, reply) => {
    const isAnothersPath = request.routeOptions.url !== anyPath
    return isAnothersPath && isOurs(request)
      ? sendWhole(reply, unsigned(ports, refusals.method()))
      : undefined
  })
  app.all(anyPath, (request, reply) => (isOurs(request) ? serve(request, reply) : reply.callNotFound()))
}
