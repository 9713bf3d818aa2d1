/**
 * The wallet's HTTP side: its small API and its page. Requests pass a schema, refusals leave with their name and a
 * fitting status. Serves nothing to merchants and trusts nothing the page says about money.
 */

import type { FastifyInstance, FastifyReply } from 'fastify'
import * as v from 'valibot'
import type { Result } from '../../domain/result.ts'
import type { GatewayPorts } from '../wechat/ports.ts'
import { addWalletAssets } from './assets.ts'
import { confirmPayment, nearbyOrders, rejectPayment, scanCode, type WalletRefusal } from './payment.ts'

const payer = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))
const scanSchema = v.strictObject({
  qr: v.pipe(v.string(), v.minLength(1), v.maxLength(2_048)),
  payer: v.optional(payer),
})
const orderSchema = v.strictObject({
  payer,
  out_trade_no: v.pipe(v.string(), v.minLength(1), v.maxLength(32)),
})
const nearbySchema = v.object({ payer: v.optional(payer) })

const statusByRefusal: Readonly<Record<WalletRefusal['kind'], number>> = {
  CodeUnknown: 404,
  OrderUnknown: 404,
  CodeExpired: 410,
  OrderExpired: 410,
  OrderClosed: 410,
  OrderPaid: 409,
  OrderOfAnotherPayer: 409,
}

const badRequest = { refusal: { kind: 'BadRequest' } } as const

function sendResult<T>(reply: FastifyReply, result: Result<T, WalletRefusal>) {
  if (result.ok) return reply.send(result.value)
  return reply.code(statusByRefusal[result.error.kind]).send({ refusal: result.error })
}

export function addWallet(app: FastifyInstance, ports: GatewayPorts): void {
  addWalletAssets(app)

  app.get('/wallet/nearby', async (request, reply) => {
    const parsed = v.safeParse(nearbySchema, request.query)
    if (!parsed.success) return reply.code(400).send(badRequest)
    return { orders: nearbyOrders(ports, parsed.output.payer) }
  })

  app.post('/wallet/scan', async (request, reply) => {
    const parsed = v.safeParse(scanSchema, request.body)
    if (!parsed.success) return reply.code(400).send(badRequest)
    const { qr, payer } = parsed.output
    return sendResult(
      reply,
      ports.store.transact(() => scanCode(ports, qr, payer)),
    )
  })

  const addDecision = (url: string, decide: typeof confirmPayment | typeof rejectPayment) =>
    app.post(url, async (request, reply) => {
      const parsed = v.safeParse(orderSchema, request.body)
      if (!parsed.success) return reply.code(400).send(badRequest)
      const { payer, out_trade_no } = parsed.output
      return sendResult(
        reply,
        ports.store.transact(() => decide(ports, payer, out_trade_no)),
      )
    })
  addDecision('/wallet/confirm', confirmPayment)
  addDecision('/wallet/reject', rejectPayment)
}
