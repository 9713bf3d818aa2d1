/**
 * The sandbox's WeChat Pay platform: merchant API v3 on an application it is given. It holds no global, timer, clock
 * or socket of its own: whoever builds it calls `tick`, so that a simulation and the running program drive the same
 * code.
 */

import type { FastifyInstance } from 'fastify'
import type { Faults } from '../faults.ts'
import { certificates } from './certificates.ts'
import { close } from './close.ts'
import { addEndpoint, type Endpoint } from './endpoint.ts'
import { native } from './native.ts'
import { deliverNotices } from './notices.ts'
import type { GatewayPorts } from './ports.ts'
import { queryByNumber, queryByTransaction } from './query.ts'
import { refund, refundQuery } from './refund.ts'
import { settleRefunds } from './refund-settlement.ts'

const endpoints: readonly Endpoint[] = [
  native,
  queryByNumber,
  queryByTransaction,
  close,
  refund,
  refundQuery,
  certificates,
]

/** Bodies reach the endpoints as text: their signature covers the bytes, not their meaning. */
export function addWechat(app: FastifyInstance, ports: GatewayPorts, faults: Faults): void {
  for (const endpoint of endpoints) addEndpoint(app, ports, faults, endpoint)
}

/** Settles refunds and delivers notifications that are due. Resolves when the due ones were tried once. */
export async function tickWechat(ports: GatewayPorts, faults: Faults): Promise<void> {
  settleRefunds(ports)
  await deliverNotices(ports, faults)
}
