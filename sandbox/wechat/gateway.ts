/**
 * The sandbox's WeChat Pay platform: merchant API v3 on an application it is given. It holds no global, timer, clock
 * or socket of its own: whoever builds it calls `tick`, so that a simulation and the running program drive the same
 * code.
 */

import type { FastifyInstance } from 'fastify'
import type { Trouble } from '../faults/pass.ts'
import { certificates } from './certificates.ts'
import { close } from './close.ts'
import { wechatNotifier } from './delivery.ts'
import { addEndpoint, type Endpoint } from './endpoint.ts'
import { native } from './native.ts'
import { letTimePass } from './passing-time.ts'
import type { GatewayPorts } from './ports.ts'
import { queryByNumber, queryByTransaction } from './query.ts'
import { refund, refundQuery } from './refund.ts'

const endpoints: readonly Endpoint[] = [
  native,
  queryByNumber,
  queryByTransaction,
  close,
  refund,
  refundQuery,
  certificates,
]

export interface WechatPlatform {
  /** Bodies reach the endpoints as text: their signature covers the bytes, not their meaning. */
  readonly addTo: (app: FastifyInstance, trouble: Trouble) => void
  /** Does what time alone does and delivers what is due. Resolves when the due messages were tried once. */
  readonly tick: (trouble: Trouble) => Promise<void>
}

export function wechatPlatform(ports: GatewayPorts): WechatPlatform {
  const notifier = wechatNotifier(ports)
  return {
    addTo(app, trouble) {
      for (const endpoint of endpoints) addEndpoint(app, ports, trouble, endpoint)
    },
    async tick({ faults }) {
      letTimePass(ports)
      await notifier.deliver(faults)
    },
  }
}
