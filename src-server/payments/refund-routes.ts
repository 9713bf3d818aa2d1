/** Refunds as an attendant at a lane asks for them, and as the office does. What is asked decides nothing alone. */

import * as v from 'valibot'
import { type RefundRequest, type RefundStatus, refundRequestSchema } from '../../domain/contract/refund.ts'
import { paths } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse, sendRefusal, sendResult } from '../http/refusal.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'
import { driveRefund } from './refund.ts'
import { findRefund, type RefundAsker, refundStatusOf, requestRefund } from './refund-request.ts'
import type { Turns } from './turns.ts'

async function status({ db }: ServerPorts, storeId: string, refundId: string): Promise<RefundStatus> {
  const refund = await findRefund(db, storeId, refundId)
  return refund === undefined ? { state: 'notFound' } : refundStatusOf(db, refund)
}

async function request(
  ports: ServerPorts,
  turns: Turns,
  storeId: string,
  asked: RefundRequest,
  asker: RefundAsker,
): Promise<Result<RefundStatus, HttpRefusal>> {
  const number = await requestRefund(ports, storeId, asked, asker)
  if (!number.ok) return number
  await turns.run(number.value, () => driveRefund(ports, number.value))
  return ok(await status(ports, storeId, asked.refundId))
}

const officeRefundSchema = v.strictObject({
  storeId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)),
  refund: refundRequestSchema,
})

export async function refundByOffice(
  ports: ServerPorts,
  turns: Turns,
  body: unknown,
): Promise<Result<RefundStatus, HttpRefusal>> {
  const parsed = readBody(officeRefundSchema, body)
  return parsed.ok ? request(ports, turns, parsed.value.storeId, parsed.value.refund, 'office') : parsed
}

const paramsSchema = v.object({ refundId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)) })

export function addRefundRoutes(ports: ServerPorts, laneRoutes: LaneRoutes, turns: Turns): void {
  laneRoutes.post(paths.refunds, async (lane, { body }, reply) => {
    const parsed = readBody(refundRequestSchema, body)
    return sendResult(
      reply,
      parsed.ok ? await request(ports, turns, lane.storeId, parsed.value, 'lane') : parsed,
    )
  })
  laneRoutes.get(`${paths.refunds}/:refundId`, async (lane, { params }, reply) => {
    const parsed = v.safeParse(paramsSchema, params)
    if (!parsed.success) return sendRefusal(reply, refuse(400, 'RefundIdRefused', 'Not a refund id.').error)
    return reply.send(await status(ports, lane.storeId, parsed.output.refundId))
  })
}
