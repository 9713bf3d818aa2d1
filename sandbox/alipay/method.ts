/**
 * What every method of the gateway is: a name on the wire, its names for faults at both doors, and one synchronous step
 * in the books. The older door takes the name as a parameter, the REST one as a path.
 */

import type { FaultAction } from '../faults/actions.ts'
import type { Api } from '../faults/apis.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import type { Reply } from './reply.ts'

export interface Call {
  /** The method's own parameters as JSON: `biz_content` as sent, a REST body, or an address' query. */
  readonly content: string
  readonly notifyUrl: string | null
  /** Where this gateway is reached: scheme and host. */
  readonly origin: string
}

export type Verb = 'GET' | 'POST'

export interface Method {
  readonly name: string
  /** At `/gateway.do`. */
  readonly api: Api
  /** Its twin below `/v3`. */
  readonly v3: { readonly api: Api; readonly verbs: readonly Verb[] }
  readonly handle: (ports: AlipayGatewayPorts, call: Call, fault: FaultAction | undefined) => Reply
}
