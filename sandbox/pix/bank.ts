/**
 * The sandbox's PIX bank as one Fastify application: the merchant's API behind a token, the places that codes point to,
 * a payer's wallet and the ledger. It holds no clock, timer or socket of its own: whoever builds it calls `tick`.
 */

import { timingSafeEqual } from 'node:crypto'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { type Answer, problem } from './answers.ts'
import { getCharge, patchCharge, putCharge } from './charges.ts'
import { deliverNotices } from './notices.ts'
import { payCode, signedTerms } from './payer.ts'
import type { PixPorts } from './ports.ts'
import { getReturn, putReturn, settleReturns } from './returns.ts'

export interface PixBank {
  readonly app: FastifyInstance
  /** Settles and delivers what is due. */
  readonly tick: () => Promise<void>
}

const bodyBytesMax = 65_536
const tokenSeconds = 3_600
const tokensMax = 1_000

const textOf = ({ body }: FastifyRequest): string => (typeof body === 'string' ? body : '')
const send = (reply: FastifyReply, { status, body }: Answer): FastifyReply => reply.code(status).send(body)

const isSame = (shown: string, expected: string): boolean =>
  shown.length === expected.length && timingSafeEqual(Buffer.from(shown), Buffer.from(expected))

function createTokens({ clock, random, merchant }: PixPorts) {
  const untilMs = new Map<string, number>()
  const credentials = Buffer.from(`${merchant.clientId}:${merchant.clientSecret}`).toString('base64')
  return {
    grant({ headers }: FastifyRequest): Answer {
      if (!isSame(headers.authorization ?? '', `Basic ${credentials}`))
        return problem('NaoAutenticado', 'client_id')
      const token = Buffer.from(random.bytes(24)).toString('base64url')
      untilMs.set(token, clock.nowMs() + tokenSeconds * 1000)
      const [oldest] = untilMs.keys()
      if (untilMs.size > tokensMax && oldest !== undefined) untilMs.delete(oldest)
      return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds } }
    },
    isGood: ({ headers }: FastifyRequest): boolean => {
      const token = (headers.authorization ?? '').replace(/^Bearer /, '')
      return (untilMs.get(token) ?? 0) > clock.nowMs()
    },
    /** As a bank does when it rotates its keys: every token ends at once. */
    end: () => untilMs.clear(),
  }
}

const charge = v.object({ txid: v.string() })
const giving = v.object({ e2eid: v.string(), id: v.string() })
const place = v.object({ place: v.string() })
const payment = v.object({
  qr: v.pipe(v.string(), v.maxLength(512)),
  payer: v.pipe(v.string(), v.maxLength(40)),
})

function addMerchantApi(
  app: FastifyInstance,
  ports: PixPorts,
  tokens: ReturnType<typeof createTokens>,
): void {
  app.addHook('preHandler', async (request, reply) => {
    if (!tokens.isGood(request)) return send(reply, problem('NaoAutenticado', 'token'))
  })
  app.put('/cob/:txid', (request, reply) =>
    send(reply, putCharge(ports, v.parse(charge, request.params).txid, textOf(request))),
  )
  app.get('/cob/:txid', (request, reply) =>
    send(reply, getCharge(ports, v.parse(charge, request.params).txid)),
  )
  app.patch('/cob/:txid', (request, reply) =>
    send(reply, patchCharge(ports, v.parse(charge, request.params).txid, textOf(request))),
  )
  app.put('/pix/:e2eid/devolucao/:id', (request, reply) => {
    const { e2eid, id } = v.parse(giving, request.params)
    return send(reply, putReturn(ports, e2eid, id, textOf(request)))
  })
  app.get('/pix/:e2eid/devolucao/:id', (request, reply) => {
    const { e2eid, id } = v.parse(giving, request.params)
    return send(reply, getReturn(ports, e2eid, id))
  })
}

export function buildPixBank(ports: PixPorts): PixBank & { readonly endTokens: () => void } {
  const app = Fastify({ logger: false, bodyLimit: bodyBytesMax, forceCloseConnections: true })
  const tokens = createTokens(ports)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post('/oauth/token', (request, reply) => send(reply, tokens.grant(request)))
  app.register(async (merchantApi) => addMerchantApi(merchantApi, ports, tokens))
  app.get('/pix/v2/:place', (request, reply) => {
    const found = ports.store.chargeAt(v.parse(place, request.params).place)
    if (found === undefined) return send(reply, problem('NaoEncontrado', 'location'))
    return reply.type('application/jose').send(signedTerms(ports, found))
  })
  app.post('/wallet/pix', (request, reply) => {
    const asked = v.safeParse(v.pipe(v.string(), v.parseJson(), payment), textOf(request))
    if (!asked.success) return reply.code(400).send({ refusal: { kind: 'BadRequest' } })
    const paid = payCode(ports, asked.output.qr, asked.output.payer)
    return paid.ok ? reply.send(paid.value) : reply.code(409).send({ refusal: paid.error })
  })
  app.get('/ctl/ledger', (_request, reply) => reply.send({ orders: ports.store.ledger() }))
  const tick = async (): Promise<void> => {
    settleReturns(ports)
    await deliverNotices(ports)
  }
  return { app, tick, endTokens: tokens.end }
}
