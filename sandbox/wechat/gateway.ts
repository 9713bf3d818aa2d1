/**
 * The sandbox's WeChat Pay platform as one Fastify application: merchant API v3, the shopper's wallet, and the
 * control door. It holds no global, timer, clock or socket of its own: whoever builds it calls `tick`, so that a
 * simulation and the running program drive the same code.
 */

import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { addWallet } from '../wallet/routes.ts'
import { certificates } from './certificates.ts'
import { close } from './close.ts'
import { addControl } from './control.ts'
import { addEndpoint, type Endpoint } from './endpoint.ts'
import { createFaults } from './faults.ts'
import { native } from './native.ts'
import { deliverNotices } from './notices.ts'
import type { GatewayPorts } from './ports.ts'
import { queryByNumber, queryByTransaction } from './query.ts'
import { refund, refundQuery } from './refund.ts'
import { settleRefunds } from './refund-settlement.ts'

export interface WechatGateway {
  readonly app: FastifyInstance
  /** Settles refunds and delivers notifications that are due. Resolves when the due ones were tried once. */
  readonly tick: () => Promise<void>
}

const bodyBytesMax = 65_536

const endpoints: readonly Endpoint[] = [
  native,
  queryByNumber,
  queryByTransaction,
  close,
  refund,
  refundQuery,
  certificates,
]

/** Merchant bodies stay text: their signature covers the bytes, not their meaning. */
function keepBodiesAsText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
}

/** What no handler got to see: a body that is no JSON, too long, of an unknown type. Says so without echoing it. */
function refuseUnreadable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500
  return reply.code(status).send({ refusal: { kind: status < 500 ? 'BadRequest' : 'InternalError' } })
}

export function buildWechatGateway(ports: GatewayPorts): WechatGateway {
  const app = Fastify({ logger: false, bodyLimit: bodyBytesMax, forceCloseConnections: true })
  app.setErrorHandler(refuseUnreadable)
  const faults = createFaults()
  app.register(async (merchantApi) => {
    keepBodiesAsText(merchantApi)
    for (const endpoint of endpoints) addEndpoint(merchantApi, ports, faults, endpoint)
  })
  addControl(app, ports, faults)
  addWallet(app, ports)
  let ticking: Promise<void> | undefined
  const tickOnce = async (): Promise<void> => {
    settleRefunds(ports)
    await deliverNotices(ports, faults)
  }
  return {
    app,
    tick: () => {
      // A delivery that is under way must not be sent again by an impatient timer.
      ticking ??= tickOnce().finally(() => {
        ticking = undefined
      })
      return ticking
    },
  }
}
