/**
 * The sandbox's payment world as one Fastify application: the platforms' merchant APIs, the shoppers' wallet and the
 * control door, told apart by path. It holds no global, timer, clock or socket of its own: whoever builds it calls
 * `tick`, so that a simulation and the running program drive the same code.
 */

import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { alipayPlatform } from './alipay/gateway.ts'
import type { AlipayGatewayKeys } from './alipay/keys.ts'
import type { AlipayStore } from './alipay/store.ts'
import { alipayWallet } from './alipay/wallet.ts'
import { addControl } from './control.ts'
import { createFaults, type Faults } from './faults/faults.ts'
import { createHolds } from './faults/holds.ts'
import { createNonces } from './nonces.ts'
import { shownCertificate } from './peer-certificate.ts'
import type { NotifySend, Random, SandboxClock } from './ports.ts'
import { addWallet } from './wallet/routes.ts'
import { createShoppers } from './wallet/shoppers.ts'
import { createTerminals } from './wallet/terminals.ts'
import { wechatPlatform } from './wechat/gateway.ts'
import type { WechatGatewayKeys } from './wechat/keys.ts'
import type { PeerCertificate } from './wechat/ports.ts'
import type { WechatStore } from './wechat/store.ts'
import { wechatWallet } from './wechat/wallet.ts'

export interface WechatParts {
  readonly store: WechatStore
  readonly keys: WechatGatewayKeys
  /** A network without sockets says by itself who called. */
  readonly peerCertificate?: PeerCertificate
}

export interface SandboxParts {
  readonly clock: SandboxClock
  readonly random: Random
  readonly notifySend: NotifySend
  /** Absent where nothing can be started again: then a restart is only a broken connection. */
  readonly restart?: () => void
  /** Stricter than the platforms need be: a nonce seen before is refused. */
  readonly refusesReplays?: boolean
  readonly wechat: WechatParts
  /** Absent where a simulation sells by one wallet only. */
  readonly alipay?: { readonly store: AlipayStore; readonly keys: AlipayGatewayKeys }
}

export interface Sandbox {
  readonly app: FastifyInstance
  /** Settles and delivers what is due. Resolves when the due ones were tried once. */
  readonly tick: () => Promise<void>
  /** For what strikes the listener, which is not the application's. */
  readonly faults: Faults
}

const bodyBytesMax = 65_536

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

/** A delivery that is under way must not be sent again by an impatient timer. */
function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }
}

export function buildSandbox({
  clock,
  random,
  notifySend,
  restart,
  refusesReplays,
  ...parts
}: SandboxParts): Sandbox {
  const app = Fastify({ logger: false, bodyLimit: bodyBytesMax, forceCloseConnections: true })
  app.setErrorHandler(refuseUnreadable)
  const faults = createFaults()
  const trouble = { faults, holds: createHolds(), restart: restart ?? (() => undefined) }
  const shoppers = createShoppers(clock, random)
  const outside = { clock, random, notifySend, shoppers, terminals: createTerminals(clock) }
  const wechat = { ...outside, peerCertificate: shownCertificate, ...parts.wechat }
  const alipay = parts.alipay === undefined ? [] : [{ ...outside, ...parts.alipay }]
  const nonces = createNonces(refusesReplays ?? false)
  const platforms = [wechatPlatform(wechat, nonces), ...alipay.map((ports) => alipayPlatform(ports, nonces))]
  app.register(async (merchantApi) => {
    keepBodiesAsText(merchantApi)
    for (const platform of platforms) platform.addTo(merchantApi, trouble)
  })
  const stores = [wechat.store, ...alipay.map(({ store }) => store)]
  addControl(app, { clock, faults, ledger: () => stores.flatMap((store) => store.ledger()) })
  addWallet(app, { shoppers, platforms: [wechatWallet(wechat), ...alipay.map(alipayWallet)] })
  const tick = async (): Promise<void> => {
    await Promise.all(platforms.map((platform) => platform.tick(trouble)))
  }
  return { app, faults, tick: oneAtATime(tick) }
}
