/** The lane's way in: enrolment (the only unsigned one), and its setup. */

import type { FastifyInstance } from 'fastify'
import { basketTakeRequestSchema } from '../../domain/contract/suspended.ts'
import { enrolRequestSchema, type LaneSetup, paths } from '../../domain/contract/wire.ts'
import { wallets } from '../../domain/sale/fact.ts'
import { parkingOf } from '../baskets/setup.ts'
import { takeBasket } from '../baskets/take.ts'
import { readBody } from '../http/body.ts'
import { sendRefusal, sendResult } from '../http/refusal.ts'
import { createTries } from '../http/tries.ts'
import type { PaymentProvider } from '../payments/providers/provider.ts'
import type { ServerPorts } from '../ports.ts'
import { refundsOf } from '../refunds/policy.ts'
import { rulesOf } from '../rules/rules.ts'
import type { Lane } from './authenticate.ts'
import { enrol } from './enrol.ts'
import type { LaneRoutes } from './lane-routes.ts'
import { storeOf, storeRow } from './store.ts'

/** A code has so many letters that ten guesses a minute find none. */
export const enrolTriesMax = 10
export const enrolWindowMs = 60_000

const hasFaces = (provider: PaymentProvider | undefined): boolean =>
  provider?.faces !== undefined && provider.byCode !== undefined

async function setupOf({ db, clock, settings, providers }: ServerPorts, lane: Lane): Promise<LaneSetup> {
  const store = await storeRow(db, lane.storeId)
  const staff = await db
    .selectFrom('staff')
    .select(['badge', 'name', 'pin_salt as pinSalt', 'pin_hash as pinHash'])
    .where('store_id', '=', lane.storeId)
    .orderBy('badge')
    .execute()
  return {
    laneId: lane.laneId,
    laneName: lane.laneName,
    store: storeOf(store),
    currency: store.currency,
    publicUrl: settings.publicUrl,
    staff,
    rules: await rulesOf(db, lane.storeId),
    ...(await parkingOf(db, lane)),
    ...(await refundsOf(db, lane.storeId)),
    wallets: wallets.filter((wallet) => providers.has(wallet)),
    chargeableWallets: wallets.filter((wallet) => providers.get(wallet)?.byCode !== undefined),
    faceWallets: wallets.filter((wallet) => hasFaces(providers.get(wallet))),
    serverNowMs: clock.nowMs(),
  }
}

export function addLaneRoutes(app: FastifyInstance, ports: ServerPorts, laneRoutes: LaneRoutes): void {
  const tries = createTries(ports.clock, enrolTriesMax, enrolWindowMs)
  app.post(paths.enrol, async (request, reply) => {
    const retryAfterSeconds = tries.waitSeconds(request.ip)
    if (retryAfterSeconds > 0) {
      const message = 'Too many wrong codes. Wait before the next try.'
      return sendRefusal(reply, { status: 429, error: 'TooManyTries', message, retryAfterSeconds })
    }
    const body = readBody(enrolRequestSchema, request.body)
    const result = body.ok ? await enrol(ports, body.value) : body
    if (!result.ok && result.error.error === 'CodeUnknown') tries.failed(request.ip)
    return sendResult(reply, result)
  })
  laneRoutes.post(paths.basketTake, async (lane, { body }, reply) => {
    const asked = readBody(basketTakeRequestSchema, body)
    return sendResult(reply, asked.ok ? await takeBasket(ports, lane, asked.value) : asked)
  })
  laneRoutes.get(paths.laneSetup, async (lane, _request, reply) => reply.send(await setupOf(ports, lane)))
}
