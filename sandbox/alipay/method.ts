/**
 * What every method of the gateway is: a name on the wire, a name for faults, and one synchronous step in the books.
 */

import type { FaultAction } from '../faults/actions.ts'
import type { Api } from '../faults/apis.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Reply } from './reply.ts'

export interface Call {
  /** `biz_content` as sent. */
  readonly content: string
  readonly notifyUrl: string | null
  /** Where this gateway is reached: scheme and host. */
  readonly origin: string
}

export interface Method {
  readonly name: string
  readonly api: Api
  readonly handle: (ports: AlipayGatewayPorts, call: Call, fault: FaultAction | undefined) => Reply
}
