/**
 * What every v2 endpoint has in common: read the XML, check its signature and, at the guarded doors, the merchant's
 * certificate; let an armed fault strike; run the handler in one transaction; sign the answer the way it was asked.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { err, ok, type Result } from '../../../domain/result.ts'
import type { FaultAction } from '../../faults/actions.ts'
import { type Api, traitsByApi } from '../../faults/apis.ts'
import { type Outgoing, passThrough, sendWhole, type Trouble } from '../../faults/pass.ts'
import { newNonce } from '../ids.ts'
import { orderNumberOf } from '../order-number.ts'
import type { Pace } from '../pace.ts'
import { letTimePass } from '../passing-time.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import { unsigned, type V2Reply, v2Refusals } from './reply.ts'
import { type SignType, signatureOf, signTypes } from './signing.ts'
import { type Words, wordsOf, xmlOf } from './xml.ts'

export interface V2Endpoint {
  readonly api: Api
  readonly url: string
  /** Only with the merchant's own certificate on the connection. */
  readonly isGuarded?: true
  /** A text or its packed bytes leave as they are, unsigned, as bills do. */
  readonly handle: (
    ports: WechatGatewayPorts,
    words: Words,
    fault: FaultAction | undefined,
  ) => V2Reply | string | Buffer
}

interface Serving {
  readonly ports: WechatGatewayPorts
  readonly trouble: Trouble
  readonly pace: Pace
  readonly endpoint: V2Endpoint
}

const xmlType = { 'content-type': 'text/xml; charset=utf-8' }
const sent = (words: Words): Outgoing => ({ status: 200, headers: xmlType, body: xmlOf(words) })

const signTypeSchema = v.fallback(v.picklist(signTypes), 'MD5')

/** Every character that is no UTF-8 has become this one. */
const replacement = '\uFFFD'

/** The merchant's words, once they are provably the merchant's; else what to tell whoever sent them. */
function readWords({ keys }: WechatGatewayPorts, request: FastifyRequest): Result<Words, Words> {
  if (request.method !== 'POST') return err(unsigned('REQUIRE_POST_METHOD', '请使用post方法'))
  const body = typeof request.body === 'string' ? request.body : ''
  if (body.includes(replacement)) return err(unsigned('NOT_UTF8', '编码格式错误'))
  const words = wordsOf(body)
  if (words === undefined) return err(unsigned('XML_FORMAT_ERROR', 'XML格式错误'))
  const type = v.parse(signTypeSchema, words['sign_type'])
  const isOurs = words['sign'] === signatureOf(words, type, keys.apiV2Key)
  return isOurs ? ok(words) : err(unsigned('SIGNERROR', '签名错误'))
}

function signed(
  ports: WechatGatewayPorts,
  reply: V2Reply,
  asked: Words,
  fault: FaultAction | undefined,
): Outgoing {
  const { appid, mchid, apiV2Key } = ports.keys
  const nonce = newNonce(ports.random)
  const words = { ...reply.words, appid, mch_id: mchid, nonce_str: nonce }
  if (fault?.kind === 'no_signature') return sent(words)
  const type: SignType = v.parse(signTypeSchema, asked['sign_type'])
  // Under a key that nobody has, the signature is well formed and wrong.
  const key = fault?.kind === 'bad_signature' ? nonce : apiV2Key
  return sent({ ...words, sign: signatureOf(words, type, key) })
}

function answerOf({ ports, pace, endpoint }: Serving, words: Words, fault: FaultAction | undefined) {
  letTimePass(ports)
  if (fault?.kind === 'system_error' && !fault.commit) return v2Refusals.systemError()
  const isTooFast = traitsByApi[endpoint.api].role === 'pay' && pace.isTooFast()
  if (fault?.kind === 'rate_limited' || isTooFast) return v2Refusals.tooOften()
  const { appid, mchid } = ports.keys
  if (words['mch_id'] !== mchid || words['appid'] !== appid) return v2Refusals.foreignMerchant()
  const reply = ports.store.transact(() => endpoint.handle(ports, words, fault))
  return fault?.kind === 'system_error' ? v2Refusals.systemError() : reply
}

function work(serving: Serving, words: Words, fault: FaultAction | undefined): Outgoing {
  if (fault?.kind === 'unsigned_error') return sent(unsigned('SYSTEMERROR', '系统错误'))
  const reply = answerOf(serving, words, fault)
  if (typeof reply === 'string' || Buffer.isBuffer(reply))
    return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: reply }
  return signed(serving.ports, reply, words, fault)
}

/** What the machine in front of the provider says to a connection without a certificate. */
const noCertificate: Outgoing = {
  status: 400,
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>400 No required SSL certificate was sent</title></head><body></body></html>',
}

/**
 * The certificate itself is compared, on every call: a resumed TLS session counts as authorized although it showed
 * none.
 */
function isLetIn({ ports, endpoint }: Serving, request: FastifyRequest): boolean {
  if (endpoint.isGuarded === undefined) return true
  const shown = ports.peerCertificate(request)
  return shown !== undefined && ports.keys.door.merchantCertificate.equals(shown)
}

async function serve(serving: Serving, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { ports, trouble, endpoint } = serving
  if (!isLetIn(serving, request)) return sendWhole(reply, noCertificate)
  const words = readWords(ports, request)
  if (!words.ok) return sendWhole(reply, sent(words.error))
  const { api } = endpoint
  const outTradeNo = orderNumberOf(ports.store, words.value)
  const fault = trouble.faults.strike(api, outTradeNo)
  const passage = { trouble, clock: ports.clock, api, outTradeNo, fault, reply }
  return passThrough(passage, () => work(serving, words.value, fault))
}

export function addV2Endpoint(app: FastifyInstance, serving: Serving): void {
  app.route({
    method: ['GET', 'POST'],
    url: serving.endpoint.url,
    handler: (request, reply) => serve(serving, request, reply),
  })
}
