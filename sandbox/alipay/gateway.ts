/**
 * The sandbox's Alipay: the openapi gateway with both its doors on an application it is given. It holds no global,
 * timer, clock or socket of its own: whoever builds it calls `tick`.
 */

import type { FastifyInstance } from 'fastify'
import type { Trouble } from '../faults/pass.ts'
import type { Nonces } from '../nonces.ts'
import { billMethod } from './bill.ts'
import { addBillAddress, createAlipayBillFiles } from './bill-address.ts'
import { alipayNotifier } from './delivery.ts'
import { cancel, close } from './ending.ts'
import { addGateway } from './endpoint.ts'
import { letTimePass } from './passing-time.ts'
import { pay } from './pay.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { precreate } from './precreate.ts'
import { query } from './query.ts'
import { refund, refundQuery } from './refund.ts'
import { smileInitialize } from './smile.ts'
import { addV3Gateway } from './v3/endpoint.ts'

export interface AlipayPlatform {
  /** Bodies reach the gateway as text: their signature covers what they mean, form by form. */
  readonly addTo: (app: FastifyInstance, trouble: Trouble) => void
  /** Does what time alone does and delivers what is due. Resolves when the due messages were tried once. */
  readonly tick: (trouble: Trouble) => Promise<void>
}

export function alipayPlatform(ports: AlipayGatewayPorts, nonces: Nonces): AlipayPlatform {
  const files = createAlipayBillFiles(ports.clock, ports.random)
  const orders = [precreate, pay, query, cancel, close]
  const methods = [...orders, refund, refundQuery, smileInitialize, billMethod(files)]
  const notifier = alipayNotifier(ports)
  return {
    addTo(app, trouble) {
      addGateway(app, ports, trouble, methods)
      addV3Gateway(app, { ports, trouble, nonces }, methods)
      addBillAddress(app, ports.clock, trouble, files)
    },
    async tick({ faults }) {
      letTimePass(ports)
      await notifier.deliver(faults)
    },
  }
}
