/**
 * The one door of the gateway: takes the parameters from address and body, checks who speaks, lets an armed fault
 * strike, runs the method in one transaction of the books, signs the answer. Methods know nothing of HTTP.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { FaultAction } from '../faults/actions.ts'
import { type Outgoing, passThrough, sendWhole, type Trouble } from '../faults/pass.ts'
import type { BillFiles } from './bill.ts'
import { newTraceId } from './ids.ts'
import type { AlipayGatewayKeys } from './keys.ts'
import type { Call, Method } from './method.ts'
import { letTimePass } from './passing-time.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { type Reply, refusals } from './reply.ts'
import { sealedAnswer } from './sealing.ts'
import { isSignedBy, type Parameters } from './signature.ts'
import { msOfBeijing } from './time.ts'

/** The provider publishes no window for this gateway; an older one of its own says thirty minutes. */
const skewMsMax = 15 * 60_000

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
  const skewMs = Math.abs(nowMs - msOfBeijing(timestamp))
  return skewMs <= skewMsMax ? undefined : refusals.timestamp()
}

const numberedSchema = v.pipe(v.string(), v.parseJson(), v.object({ out_trade_no: v.string() }))

/** The merchant's number a call is about, so that a fault can aim at one order. */
function numberOf(content: string): string | undefined {
  const parsed = v.safeParse(numberedSchema, content)
  return parsed.success ? parsed.output.out_trade_no : undefined
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

/** The method's answer, or the platform's excuse; `commit` decides whether anything was done. */
function answerOf(ports: AlipayGatewayPorts, method: Method, call: Call, fault?: FaultAction): Reply {
  letTimePass(ports)
  if (fault?.kind === 'rate_limited') return refusals.tooOften()
  const isUndone = fault?.kind === 'unsigned_error' || (fault?.kind === 'system_error' && !fault.commit)
  if (isUndone) return refusals.systemError()
  const answer = ports.store.transact(() => method.handle(ports, call, fault))
  return fault?.kind === 'system_error' ? refusals.systemError() : answer
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
    const outTradeNo = numberOf(parameters['biz_content'] ?? '')
    const fault = trouble.faults.strike(api, outTradeNo)
    const call = callOf(request, parameters)
    return passThrough({ trouble, clock, api, outTradeNo, fault, reply }, () =>
      outgoing(heard, answerOf(ports, method, call, fault), fault),
    )
  }
}

const tooMany: Outgoing = {
  status: 429,
  headers: { 'content-type': 'text/html' },
  body: '<h1>请稍后再试</h1>',
}
const gone: Outgoing = { status: 403, headers: { 'content-type': 'text/html' }, body: '<h1>链接已失效</h1>' }

function addBillFiles(
  app: FastifyInstance,
  ports: AlipayGatewayPorts,
  trouble: Trouble,
  files: BillFiles,
): void {
  const { clock } = ports
  const api = 'alipay_bill_file'
  app.get('/dl/alipay/downloadBillFile.resource', (request, reply) => {
    const file = files.get(new URL(request.originalUrl, 'http://gateway').searchParams.get('fileId') ?? '')
    const fault = trouble.faults.strike(api, undefined)
    const isThere =
      file !== undefined && clock.nowMs() < file.expiresAtMs && fault?.kind !== 'bill_expired_url'
    const headers = { 'content-type': 'application/zip' }
    const found = isThere ? { status: 200, headers, body: file.bytes } : gone
    const answer = fault?.kind === 'rate_limited' ? tooMany : found
    return passThrough({ trouble, clock, api, outTradeNo: undefined, fault, reply }, () => answer)
  })
}

export function addGateway(
  app: FastifyInstance,
  ports: AlipayGatewayPorts,
  trouble: Trouble,
  methods: readonly Method[],
  files: BillFiles,
): void {
  const byName = new Map(methods.map((method) => [method.name, method]))
  app.post('/gateway.do', serving(ports, trouble, byName))
  addBillFiles(app, ports, trouble, files)
}
