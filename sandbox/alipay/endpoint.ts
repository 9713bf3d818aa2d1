/**
 * `/gateway.do`, the older door of the gateway: takes the parameters from address and body, checks who speaks, lets an
 * armed fault strike, signs the method's answer. Methods know nothing of HTTP.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FaultAction } from '../faults/actions.ts'
import { type Outgoing, passThrough, sendWhole, type Trouble } from '../faults/pass.ts'
import { answerOf, numberOf } from './answering.ts'
import { newTraceId } from './ids.ts'
import type { AlipayGatewayKeys } from './keys.ts'
import type { Call, Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { type Reply, refusals } from './reply.ts'
import { sealedAnswer } from './sealing.ts'
import { isSignedBy, type Parameters } from './signature.ts'
import { isTimely, msOfBeijing } from './time.ts'

/** What stands in the address and in the form together. */
function parametersOf(request: FastifyRequest): Parameters {
  const address = new URL(request.originalUrl, 'http://gateway').searchParams
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
  return Object.fromEntries([...address, ...form])
}

/** Why this call is not heard at all; `undefined` if the application itself made it just now. */
function refusalOf(parameters: Parameters, keys: AlipayGatewayKeys, nowMs: number): Reply | undefined {
  const {
    app_id,
    sign_type,
    charset = 'utf-8',
    timestamp = '',
    app_cert_sn,
    alipay_root_cert_sn,
  } = parameters
  if (app_id !== keys.appId) return refusals.application()
  if (sign_type !== 'RSA2') return refusals.signType()
  if (charset.toLowerCase() !== 'utf-8') return refusals.charset()
  if (app_cert_sn !== undefined) {
    const isOurs = app_cert_sn === keys.appCertificateSn && alipay_root_cert_sn === keys.rootCertificateSn
    if (!isOurs) return refusals.certificate()
  }
  if (!isSignedBy(parameters, keys.appKey)) return refusals.signature()
  return isTimely(msOfBeijing(timestamp), nowMs) ? undefined : refusals.timestamp()
}

interface Heard {
  readonly ports: AlipayGatewayPorts
  readonly trouble: Trouble
  readonly parameters: Parameters
}

function outgoing({ ports, parameters }: Heard, answer: Reply, fault: FaultAction | undefined): Outgoing {
  const { method = '', app_cert_sn } = parameters
  const nodeName = /^[a-z.]{1,64}$/.test(method)
    ? `${method.replaceAll('.', '_')}_response`
    : 'error_response'
  const body = sealedAnswer(ports, nodeName, answer, app_cert_sn !== undefined, fault)
  const headers = { 'content-type': 'text/html;charset=utf-8', trace_id: newTraceId(ports.random) }
  return { status: 200, headers, body }
}

function callOf(request: FastifyRequest, { biz_content, notify_url }: Parameters): Call {
  const origin = `${request.protocol}://${request.host}`
  return { content: biz_content ?? '', notifyUrl: notify_url ?? null, origin }
}

type Serve = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>

function serving(ports: AlipayGatewayPorts, trouble: Trouble, methods: ReadonlyMap<string, Method>): Serve {
  return (request, reply) => {
    const parameters = parametersOf(request)
    const heard = { ports, trouble, parameters }
    const { clock, keys } = ports
    const method = methods.get(parameters['method'] ?? '')
    const refusal = method === undefined ? refusals.method() : refusalOf(parameters, keys, clock.nowMs())
    if (method === undefined || refusal !== undefined)
      return sendWhole(reply, outgoing(heard, refusal ?? refusals.method(), undefined))
    const { api } = method
    const call = callOf(request, parameters)
    const outTradeNo = numberOf(ports, call.content)
    const fault = trouble.faults.strike(api, outTradeNo)
    return passThrough({ trouble, clock, api, outTradeNo, fault, reply }, () =>
      outgoing(heard, answerOf(ports, method, call, fault), fault),
    )
  }
}

export function addGateway(
  app: FastifyInstance,
  ports: AlipayGatewayPorts,
  trouble: Trouble,
  methods: readonly Method[],
): void {
  const byName = new Map(methods.map((method) => [method.name, method]))
  app.post('/gateway.do', serving(ports, trouble, byName))
}
