/**
 * What every merchant-facing endpoint has in common: check the request's signature, let an armed fault strike, run
 * the handler in one transaction of the books, sign the answer. Handlers are synchronous and know nothing of HTTP.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { Api, FaultAction, Faults } from '../faults.ts'
import { newNonce } from './ids.ts'
import type { GatewayPorts } from './ports.ts'
import { settleRefunds } from './refund-settlement.ts'
import { type Reply, refusals } from './reply.ts'
import { answeringKey, checkRequest, signatureHeaders } from './signature.ts'

type Words = Readonly<Record<string, string>>

export interface Incoming {
  readonly path: Words
  readonly query: Words
  readonly body: string
}

export interface Endpoint {
  readonly api: Api
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly handle: (ports: GatewayPorts, incoming: Incoming) => Reply
}

const wordsSchema = v.fallback(v.record(v.string(), v.string()), {})
const numberedSchema = v.pipe(v.string(), v.parseJson(), v.object({ out_trade_no: v.string() }))

function readIncoming(request: FastifyRequest): Incoming {
  return {
    path: v.parse(wordsSchema, request.params),
    query: v.parse(wordsSchema, request.query),
    body: typeof request.body === 'string' ? request.body : '',
  }
}

/** The merchant's number a call is about, so that a fault can aim at one order. */
function numberOf({ path, body }: Incoming): string | undefined {
  const parsed = v.safeParse(numberedSchema, body)
  return path['out_trade_no'] ?? (parsed.success ? parsed.output.out_trade_no : undefined)
}

/** Breaks the connection without a byte of answer. */
function drop(reply: FastifyReply): void {
  reply.hijack()
  reply.raw.destroy()
}

/** What a broken machine in front of the provider says: a page, and no signature. */
const sendErrorPage = (reply: FastifyReply, status: number) =>
  reply.code(status).type('text/html').send(`<html><body><h1>${status} Bad Gateway</h1></body></html>`)

interface Sending {
  readonly ports: GatewayPorts
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

const textOf = (answer: Reply): string => (answer.body === undefined ? '' : JSON.stringify(answer.body))

const sendText = (reply: FastifyReply, status: number, body: string) =>
  body === '' ? reply.code(status).send() : reply.code(status).type('application/json').send(body)

function signedHeaders({ ports, request }: Sending, body: string) {
  const asked = request.headers['wechatpay-serial']
  const key = answeringKey(ports.keys, typeof asked === 'string' ? asked : undefined)
  return signatureHeaders(key, body, ports.clock.nowMs(), newNonce(ports.random))
}

function sendSigned(sending: Sending, answer: Reply) {
  const body = textOf(answer)
  return sendText(sending.reply.headers(signedHeaders(sending, body)), answer.status, body)
}

/** The nonce in the header is not the one that was signed. */
function sendMissigned(sending: Sending, answer: Reply) {
  const body = textOf(answer)
  const nonce = newNonce(sending.ports.random)
  const headers = { ...signedHeaders(sending, body), 'wechatpay-nonce': nonce }
  return sendText(sending.reply.headers(headers), answer.status, body)
}

/** Faults of the first half: before anything is done. True when they already answered. */
async function strikeBefore(ports: GatewayPorts, reply: FastifyReply, fault: FaultAction | undefined) {
  if (fault?.kind === 'delay') await ports.clock.wait(fault.ms)
  if (fault?.kind === 'drop_before_commit') drop(reply)
  if (fault?.kind === 'error_before_commit') sendErrorPage(reply, fault.status)
  return fault?.kind === 'drop_before_commit' || fault?.kind === 'error_before_commit'
}

/** Faults of the second half: it is done, and now the answer suffers. */
function answerThrough(sending: Sending, answer: Reply, fault: FaultAction | undefined): void {
  const { reply } = sending
  if (fault?.kind === 'drop_after_commit') drop(reply)
  else if (fault?.kind === 'error_after_commit') sendErrorPage(reply, fault.status)
  else if (fault?.kind === 'no_signature') sendText(reply, answer.status, textOf(answer))
  else if (fault?.kind === 'bad_signature') sendMissigned(sending, answer)
  else sendSigned(sending, answer)
}

async function serve(sending: Sending, faults: Faults, endpoint: Endpoint): Promise<FastifyReply> {
  const { ports, request, reply } = sending
  const incoming = readIncoming(request)
  const { authorization } = request.headers
  const received = { method: request.method, target: request.originalUrl, authorization, body: incoming.body }
  const checked = checkRequest(received, ports.keys, ports.clock.nowMs())
  if (!checked.ok) return sendSigned(sending, refusals.signature(checked.error))
  const fault = faults.strike(endpoint.api, numberOf(incoming))
  if (await strikeBefore(ports, reply, fault)) return reply
  settleRefunds(ports)
  const answer = ports.store.transact(() => endpoint.handle(ports, incoming))
  answerThrough(sending, answer, fault)
  return reply
}

export function addEndpoint(
  app: FastifyInstance,
  ports: GatewayPorts,
  faults: Faults,
  endpoint: Endpoint,
): void {
  const { method, url } = endpoint
  app.route({ method, url, handler: (request, reply) => serve({ ports, request, reply }, faults, endpoint) })
}
