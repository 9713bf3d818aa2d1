/** Stored value and coupons as lanes ask for them. */

import type { FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { coverRequestSchema, type TenderStatus, tenderRequestSchema } from '../../domain/contract/tender.ts'
import { paths } from '../../domain/contract/wire.ts'
import { ok, type Result } from '../../domain/result.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse, sendResult } from '../http/refusal.ts'
import type { LaneRoutes } from '../lanes/lane-routes.ts'
import type { ServerPorts } from '../ports.ts'
import { coverSale } from './cover.ts'
import { holdTender } from './hold.ts'
import { releaseTender, tenderStatus } from './release.ts'

const paramsSchema = v.object({ tenderId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)) })

function tenderIdOf({ params }: FastifyRequest): Result<string, HttpRefusal> {
  const parsed = v.safeParse(paramsSchema, params)
  return parsed.success ? ok(parsed.output.tenderId) : refuse(400, 'TenderIdRefused', 'Not a tender id.')
}

export function addTenderRoutes(ports: ServerPorts, laneRoutes: LaneRoutes): void {
  laneRoutes.post(paths.covers, async (lane, { body }, reply) => {
    const parsed = readBody(coverRequestSchema, body)
    return sendResult(reply, parsed.ok ? await coverSale(ports, lane, parsed.value) : parsed)
  })
  laneRoutes.post(paths.tenders, async (lane, { body }, reply) => {
    const parsed = readBody(tenderRequestSchema, body)
    return sendResult(reply, parsed.ok ? await holdTender(ports, lane, parsed.value) : parsed)
  })
  laneRoutes.get(`${paths.tenders}/:tenderId`, async (lane, received, reply) => {
    const id = tenderIdOf(received)
    const status: Result<TenderStatus, HttpRefusal> = id.ok
      ? ok(await tenderStatus(ports, lane, id.value))
      : id
    return sendResult(reply, status)
  })
  laneRoutes.post(`${paths.tenders}/:tenderId/release`, async (lane, received, reply) => {
    const id = tenderIdOf(received)
    return sendResult(reply, id.ok ? await releaseTender(ports, lane, id.value) : id)
  })
}
