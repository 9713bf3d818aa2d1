/** The bundle every part of the WeChat Pay gateway works with: the outside ports, the books and the keys. */

import type { FastifyRequest } from 'fastify'
import type { NotifySend, Random, SandboxClock } from '../ports.ts'
import type { Shoppers } from '../wallet/shoppers.ts'
import type { Terminals } from '../wallet/terminals.ts'
import type { WechatGatewayKeys } from './keys.ts'
import type { WechatStore } from './store.ts'

export type PeerCertificate = (request: FastifyRequest) => Uint8Array | undefined

export interface WechatGatewayPorts {
  readonly clock: SandboxClock
  readonly random: Random
  readonly store: WechatStore
  readonly notifySend: NotifySend
  readonly keys: WechatGatewayKeys
  /** Whose payment codes are presented, and what those people say. */
  readonly shoppers: Shoppers
  /** Face terminals that may hand out tokens. */
  readonly terminals: Terminals
  /** The certificate a connection showed, as DER; the guarded doors compare it. */
  readonly peerCertificate: PeerCertificate
}
