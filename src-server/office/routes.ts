/**
 * What the office may see and do, from the server's own machine with the office's token: sales, what was set aside,
 * lanes with their journal heads, payments; new enrolment codes, revoked lanes, changed items, rules and recalls.
 */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { catalogueRowSchema, changesRowsMax } from '../../domain/contract/wire.ts'
import { amountSchema } from '../../domain/item.ts'
import { laneIdSchema } from '../../domain/journal.ts'
import { ok, type Result } from '../../domain/result.ts'
import { listSuspended, setParking, writeOff } from '../baskets/office.ts'
import { importItems } from '../catalogue/import.ts'
import { officeDayEnd } from '../day-end/routes.ts'
import { readBody } from '../http/body.ts'
import { type HttpRefusal, refuse, sendRefusal, sendResult } from '../http/refusal.ts'
import { listCases } from '../payments/person-queue.ts'
import { refundByOffice } from '../payments/refund-routes.ts'
import { releaseByOffice } from '../payments/release.ts'
import type { Turns } from '../payments/turns.ts'
import type { ServerPorts } from '../ports.ts'
import { setRefundPolicy } from '../refunds/policy.ts'
import { listSoldTwice } from '../rules/packs.ts'
import { officeRules } from '../rules/routes.ts'
import { listRecalls } from '../rules/rules.ts'
import { officeStock } from '../stock/figures.ts'
import { listHolds, listMovements, officeTenders } from '../tenders/office.ts'
import { isOffice } from './authority.ts'
import { offerNewCode, revokeLane } from './lanes.ts'
import { listCardRefunds, listLanes, listPayments, listQuarantine, listRefunds, listSales } from './reads.ts'

type OfficeHandler = (request: FastifyRequest) => Promise<Result<object, HttpRefusal>>

const laneBody = v.strictObject({ laneId: laneIdSchema })

const itemsBody = v.strictObject({
  storeId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/)),
  rows: v.pipe(
    v.array(v.strictObject({ ...catalogueRowSchema.entries, stock: v.optional(amountSchema) })),
    v.minLength(1),
    v.maxLength(changesRowsMax),
  ),
})

const listsMax = 1_000

async function changeItems({ db }: ServerPorts, body: unknown): Promise<Result<object, HttpRefusal>> {
  const parsed = readBody(itemsBody, body)
  if (!parsed.ok) return parsed
  const { storeId, rows } = parsed.value
  const store = await db
    .selectFrom('feed')
    .select('store_id')
    .where('store_id', '=', storeId)
    .executeTakeFirst()
  if (store === undefined) return refuse(404, 'StoreUnknown', 'There is no store of this name.')
  const misnamed = rows.some(({ gtin, item }) => item !== null && item.gtin !== gtin)
  if (misnamed) return refuse(422, 'GtinDiffers', 'A row and its item name different GTINs.')
  return ok({ changed: await importItems(db, storeId, rows) })
}

export function addOfficeRoutes(app: FastifyInstance, ports: ServerPorts, turns: Turns): void {
  const add = (method: 'GET' | 'POST', url: string, handler: OfficeHandler): void => {
    app.route({
      method,
      url: `/api/office/${url}`,
      exposeHeadRoute: false,
      handler: async (request, reply): Promise<FastifyReply> => {
        if (isOffice(ports, request)) return sendResult(reply, await handler(request))
        const refusal = refuse(401, 'OfficeOnly', 'Only the office may ask this, from this machine.')
        return sendRefusal(reply, refusal.error)
      },
    })
  }
  const { db } = ports
  add('GET', 'sales', async () => ok({ sales: await listSales(db, listsMax) }))
  add('GET', 'quarantine', async () => ok({ quarantine: await listQuarantine(db, listsMax) }))
  add('GET', 'lanes', async () => ok({ lanes: await listLanes(db) }))
  add('GET', 'payments', async () => ok({ payments: await listPayments(db, listsMax) }))
  add('GET', 'recalls', async () => ok({ recalls: await listRecalls(db, listsMax) }))
  add('GET', 'packs/twice', async () => ok({ packs: await listSoldTwice(db, listsMax) }))
  for (const [url, act] of Object.entries(officeDayEnd(ports))) add('POST', url, ({ body }) => act(body))
  for (const [url, act] of Object.entries(officeRules(ports))) add('POST', url, ({ body }) => act(body))
  for (const [url, act] of Object.entries(officeTenders(ports))) add('POST', url, ({ body }) => act(body))
  add('GET', 'cards/movements', async () => ok({ movements: await listMovements(db, listsMax) }))
  add('GET', 'tenders', async () => ok({ tenders: await listHolds(db, listsMax) }))
  add('GET', 'cards/refunds', async () => ok({ refunds: await listCardRefunds(db, listsMax) }))
  add('GET', 'refunds', async () => ok({ refunds: await listRefunds(db, listsMax) }))
  add('POST', 'refunds', ({ body }) => refundByOffice(ports, turns, body))
  add('GET', 'cases', async () => ok({ cases: await listCases(db, listsMax) }))
  add('POST', 'cases/release', ({ body }) => releaseByOffice(ports, turns, body))
  add('GET', 'baskets', async () => ok({ baskets: await listSuspended(db, listsMax) }))
  add('POST', 'baskets/write-off', ({ body }) => writeOff(ports, body))
  add('POST', 'parking', ({ body }) => setParking(ports, body))
  add('POST', 'refund-limits', ({ body }) => setRefundPolicy(ports, body))
  add('POST', 'stock', ({ body }) => officeStock(db, body))
  add('POST', 'items', ({ body }) => changeItems(ports, body))
  add('POST', 'codes', async ({ body }) => {
    const parsed = readBody(laneBody, body)
    return parsed.ok ? offerNewCode(ports, parsed.value.laneId) : parsed
  })
  add('POST', 'revoke', async ({ body }) => {
    const parsed = readBody(laneBody, body)
    return parsed.ok ? revokeLane(ports, parsed.value.laneId) : parsed
  })
}
