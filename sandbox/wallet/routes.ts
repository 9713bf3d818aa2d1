/**
 * The wallet's HTTP side: its small API and its page, for every platform alike. Requests pass a schema, refusals leave
 * with their name and a fitting status. Serves nothing to merchants and trusts nothing the page says about money.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { Result } from '../../domain/result.ts'
import { addWalletAssets } from './assets.ts'
import type { WalletPlatform, WalletRefusal } from './platform.ts'
import { credentialKinds, providers, type Shoppers } from './shoppers.ts'

const payer = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))
const provider = v.optional(v.picklist(providers), 'wechat')
const scanSchema = v.strictObject({
  qr: v.pipe(v.string(), v.minLength(1), v.maxLength(2_048)),
  payer: v.optional(payer),
})
const orderSchema = v.strictObject({
  provider,
  payer,
  out_trade_no: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  password: v.optional(v.pipe(v.string(), v.regex(/^\d{6}$/))),
})
const nearbySchema = v.object({
  payer: v.optional(payer),
  /** The code that this phone shows. */
  code: v.optional(v.pipe(v.string(), v.maxLength(64))),
})
const codeSchema = v.strictObject({
  provider: v.picklist(providers),
  user: payer,
  kind: v.optional(v.picklist(credentialKinds), 'code'),
})

const faceSchema = v.strictObject({
  provider: v.picklist(providers),
  user: payer,
  authority: v.pipe(v.string(), v.maxLength(4_096)),
  terms: v.record(v.pipe(v.string(), v.maxLength(64)), v.pipe(v.string(), v.maxLength(512))),
})

const statusByRefusal: Readonly<Record<WalletRefusal['kind'], number>> = {
  CodeUnknown: 404,
  OrderUnknown: 404,
  CodeExpired: 410,
  OrderExpired: 410,
  OrderClosed: 410,
  OrderPaid: 409,
  OrderOfAnotherPayer: 409,
  PasswordNeeded: 403,
  PasswordWrong: 403,
  BalanceShort: 402,
  RiskRefused: 403,
}

const badRequest = { refusal: { kind: 'BadRequest' } } as const
const codeUnknown = { refusal: { kind: 'CodeUnknown' } } as const

function sendResult<T>(reply: FastifyReply, result: Result<T, WalletRefusal>) {
  if (result.ok) return reply.send(result.value)
  return reply.code(statusByRefusal[result.error.kind]).send({ refusal: result.error })
}

export interface WalletParts {
  readonly shoppers: Shoppers
  readonly platforms: readonly WalletPlatform[]
}

type Order = v.InferOutput<typeof orderSchema>

function addCodes(app: FastifyInstance, { shoppers }: WalletParts): void {
  app.post('/wallet/code', async (request, reply) => {
    const parsed = v.safeParse(codeSchema, request.body)
    if (!parsed.success) return reply.code(400).send(badRequest)
    const { provider, user, kind } = parsed.output
    const { code, expiresAtMs } = shoppers.mint(provider, user, kind)
    return { code, expires_at_ms: expiresAtMs }
  })
}

/** Where a face terminal tells its platform whom it sees. */
function addFaces(app: FastifyInstance, { platforms }: WalletParts): void {
  app.post('/wallet/face', async (request, reply) => {
    const parsed = v.safeParse(faceSchema, request.body)
    const platform = platforms.find((each) => parsed.success && each.provider === parsed.output.provider)
    if (!parsed.success || platform === undefined) return reply.code(400).send(badRequest)
    const seen = platform.see(parsed.output)
    return seen.ok ? seen.value : reply.code(403).send({ refusal: seen.error })
  })
}

function addReading(app: FastifyInstance, { platforms, shoppers }: WalletParts): void {
  app.get('/wallet/nearby', async (request, reply) => {
    const parsed = v.safeParse(nearbySchema, request.query)
    if (!parsed.success) return reply.code(400).send(badRequest)
    const { payer, code } = parsed.output
    const asked = payer === undefined ? [] : platforms.flatMap((platform) => platform.asked(payer))
    const orders = platforms.flatMap((platform) => platform.nearby(payer))
    return { asked, orders, is_code_used: code !== undefined && shoppers.isUsed(code) }
  })

  app.post('/wallet/scan', async (request, reply) => {
    const parsed = v.safeParse(scanSchema, request.body)
    if (!parsed.success) return reply.code(400).send(badRequest)
    const { qr, payer } = parsed.output
    const platform = platforms.find((each) => each.isCode(qr.trim()))
    if (platform === undefined) return reply.code(404).send(codeUnknown)
    return sendResult(reply, platform.scan(qr, payer))
  })
}

function addDecisions(app: FastifyInstance, { platforms, shoppers }: WalletParts): void {
  const addDecision = <T>(
    url: string,
    decide: (platform: WalletPlatform, order: Order) => Result<T, WalletRefusal>,
  ) =>
    app.post(url, async (request: FastifyRequest, reply) => {
      const parsed = v.safeParse(orderSchema, request.body)
      const platform = platforms.find((each) => parsed.success && each.provider === parsed.output.provider)
      if (!parsed.success || platform === undefined) return reply.code(400).send(badRequest)
      return sendResult(reply, decide(platform, parsed.output))
    })
  addDecision('/wallet/confirm', (platform, { payer, out_trade_no, password }) =>
    platform.confirm(payer, out_trade_no, (amountFen) => shoppers.confirms(payer, amountFen, password)),
  )
  addDecision('/wallet/reject', (platform, order) => platform.reject(order.payer, order.out_trade_no))
  addDecision('/wallet/abandon', (platform, order) => platform.abandon(order.payer, order.out_trade_no))
}

export function addWallet(app: FastifyInstance, parts: WalletParts): void {
  addWalletAssets(app)
  addCodes(app, parts)
  addFaces(app, parts)
  addReading(app, parts)
  addDecisions(app, parts)
}
