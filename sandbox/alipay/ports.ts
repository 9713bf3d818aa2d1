/** The bundle every part of the Alipay gateway works with: the outside ports, the books, the keys and the people. */

import type { NotifySend, Random, SandboxClock } from '../ports.ts'
import type { Shoppers } from '../wallet/shoppers.ts'
import type { Terminals } from '../wallet/terminals.ts'
import type { AlipayGatewayKeys } from './keys.ts'
import type { AlipayStore } from './store.ts'

export interface AlipayGatewayPorts {
  readonly clock: SandboxClock
  readonly random: Random
  readonly store: AlipayStore
  readonly notifySend: NotifySend
  readonly keys: AlipayGatewayKeys
  readonly shoppers: Shoppers
  /** Face terminals that may hand out tokens. */
  readonly terminals: Terminals
}
