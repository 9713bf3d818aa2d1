/**
 * The store server as one Fastify application over its ports. It holds no global, clock, timer or socket of its own:
 * whoever builds it listens and calls the ticks, so that a simulation and the running program drive the same code.
 */

import Fastify, { type FastifyInstance } from 'fastify'
import { paths } from '../domain/contract/wire.ts'
import { uploadBytesMax } from '../domain/sync.ts'
import { buildImages } from './catalogue/image-builder.ts'
import { addCatalogueRoutes } from './catalogue/routes.ts'
import { addDayEndPages } from './day-end/page-routes.ts'
import { billSourcesOf } from './day-end/sources.ts'
import { createDayEndTick } from './day-end/tick.ts'
import { addFaceRoutes } from './faces/routes.ts'
import { keepBodiesAsBytes } from './http/body.ts'
import { addErrorAnswers, answerError } from './http/errors.ts'
import { addJournalRoutes } from './journal/routes.ts'
import { createLaneRoutes } from './lanes/lane-routes.ts'
import { addLaneRoutes } from './lanes/routes.ts'
import { addOfficeRoutes } from './office/routes.ts'
import { createPinTries } from './office-pages/staff.ts'
import { addPaymentPages } from './payment-desk/routes.ts'
import { addOrphanRoute } from './payments/orphans.ts'
import { addRefundRoutes } from './payments/refund-routes.ts'
import { addPaymentRoutes } from './payments/routes.ts'
import { sweep } from './payments/sweep.ts'
import { createTurns } from './payments/turns.ts'
import { keepUp } from './payments/upkeep.ts'
import type { ServerPorts } from './ports.ts'
import { addReceiptRoutes } from './receipt/routes.ts'
import { addReceiptFindRoute } from './refunds/routes.ts'
import { addPackRoutes } from './rules/routes.ts'
import { sweepTenders } from './tenders/release.ts'
import { addTenderRoutes } from './tenders/routes.ts'

export interface StoreServer {
  readonly app: FastifyInstance
  /**
   * Asks about payments and refunds that are due, and gives back what was held for sales in vain. Call every second or
   * so.
   */
  readonly tickPayments: () => Promise<void>
  /** Makes catalogue images that are due. Call every few seconds. */
  readonly tickImages: () => Promise<void>
  /** Runs the ends of days whose bills are due. Call every few minutes. */
  readonly tickDayEnds: () => Promise<void>
  /** Removes what was kept long enough. Call every few minutes. */
  readonly tickUpkeep: () => Promise<void>
}

/** Twice an upload's own bound: names may be longer in bytes than in characters. */
export const bodyBytesMax = 2 * uploadBytesMax

/** A request that trickles in longer than this is cut off. */
const requestTimeoutMs = 30_000

/** Calls that come while one is under way wait for that one. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}

export function buildServer(ports: ServerPorts): StoreServer {
  const { clock, log, settings } = ports
  const app = Fastify({
    logger: false,
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: 128 },
    frameworkErrors: (error, _request, reply) => answerError(log, error, reply),
  })
  const turns = createTurns()
  keepBodiesAsBytes(app)
  addErrorAnswers(app, log)
  const laneRoutes = createLaneRoutes(app, ports)
  addLaneRoutes(app, ports, laneRoutes)
  addCatalogueRoutes(ports, laneRoutes)
  addJournalRoutes(ports, laneRoutes)
  addPackRoutes(ports, laneRoutes)
  addPaymentRoutes(app, ports, laneRoutes, turns)
  addFaceRoutes(ports, laneRoutes)
  addRefundRoutes(ports, laneRoutes, turns)
  addOrphanRoute(ports, laneRoutes)
  addTenderRoutes(ports, laneRoutes)
  addReceiptRoutes(app, ports)
  addReceiptFindRoute(ports, laneRoutes)
  addOfficeRoutes(app, ports, turns)
  const pinTries = createPinTries(clock)
  addDayEndPages(app, ports, pinTries)
  addPaymentPages(app, ports, turns, pinTries)
  app.get(paths.health, async () => ({ ok: true, software: settings.software, nowMs: clock.nowMs() }))
  return {
    app,
    tickPayments: oneAtATime(async () => {
      await sweep(ports, turns)
      await sweepTenders(ports)
    }),
    tickImages: oneAtATime(() => buildImages(ports)),
    tickDayEnds: oneAtATime(createDayEndTick(ports, billSourcesOf(ports))),
    tickUpkeep: oneAtATime(() => keepUp(ports)),
  }
}
