/**
 * The sandbox's WeChat Pay platform: merchant APIs v3 and v2 on an application it is given. It holds no global, timer,
 * clock or socket of its own: whoever builds it calls `tick`, so that a simulation and the running program drive the
 * same code.
 */

import type { FastifyInstance } from 'fastify'
import { createBillFiles } from '../bill-files.ts'
import type { Trouble } from '../faults/pass.ts'
import type { Nonces } from '../nonces.ts'
import { createBillEndpoints } from './bills/endpoints.ts'
import { wechatNotifier } from './delivery.ts'
import { newNonce } from './ids.ts'
import { createPace } from './pace.ts'
import { letTimePass } from './passing-time.ts'
import type { WechatGatewayPorts } from './ports.ts'
import { downloadBill } from './v2/bill.ts'
import { facepay, micropay } from './v2/charge.ts'
import { addV2Endpoint, type V2Endpoint } from './v2/endpoint.ts'
import { authInfo } from './v2/face.ts'
import { closeOrder, facepayQuery, orderQuery, reverseCode, reverseFace } from './v2/order.ts'
import { refundQuery as refundQueryV2, refund as refundV2 } from './v2/refund.ts'
import { certificates } from './v3/certificates.ts'
import { close } from './v3/close.ts'
import { codepay, reverse } from './v3/code-payment.ts'
import { addEndpoint, type Endpoint } from './v3/endpoint.ts'
import { native } from './v3/native.ts'
import { queryByNumber, queryByTransaction } from './v3/query.ts'
import { refund, refundQuery } from './v3/refund.ts'

const endpoints: readonly Endpoint[] = [
  native,
  queryByNumber,
  queryByTransaction,
  close,
  refund,
  refundQuery,
  certificates,
  codepay,
  reverse,
]

const v2Endpoints: readonly V2Endpoint[] = [
  micropay,
  facepay,
  orderQuery,
  facepayQuery,
  closeOrder,
  reverseCode,
  reverseFace,
  refundV2,
  refundQueryV2,
  authInfo,
  downloadBill,
]

export interface WechatPlatform {
  /** Bodies reach the endpoints as text: their signature covers the bytes, not their meaning. */
  readonly addTo: (app: FastifyInstance, trouble: Trouble) => void
  /** Does what time alone does and delivers what is due. Resolves when the due messages were tried once. */
  readonly tick: (trouble: Trouble) => Promise<void>
}

const billLifeMs = 30 * 60_000
const billFilesMax = 50

export function wechatPlatform(ports: WechatGatewayPorts, nonces: Nonces): WechatPlatform {
  const notifier = wechatNotifier(ports)
  const pace = createPace(ports.clock)
  return {
    addTo(app, trouble) {
      const serving = { ports, trouble, pace, nonces }
      const { clock, random } = ports
      const newToken = () => newNonce(random)
      const files = createBillFiles({ clock, newToken, lifeMs: billLifeMs, filesMax: billFilesMax })
      const bills = createBillEndpoints(files)
      for (const endpoint of [...endpoints, ...bills]) addEndpoint(app, { ...serving, endpoint })
      for (const endpoint of v2Endpoints) addV2Endpoint(app, { ...serving, endpoint })
    },
    async tick({ faults }) {
      letTimePass(ports)
      await notifier.deliver(faults)
    },
  }
}
