/** What every part of a simulated street of tills is made with: time, chance, the network, and each other. */

import type { PaymentStatus } from '../../../domain/contract/wire.ts'
import type { StoreServer } from '../../../lane/ports.ts'
import type { PaymentProvider } from '../../../src-server/payments/provider.ts'
import type { Chance } from '../../sim/chance.ts'
import type { Findings } from '../../sim/findings.ts'
import type { Network } from '../../sim/network.ts'
import type { Trace } from '../../sim/trace.ts'
import type { VirtualTime } from '../../sim/virtual-time.ts'
import type { Bank } from './bank.ts'
import type { PaymentKeys } from './keys.ts'
import type { Shop } from './shop.ts'

/** A bug put in on purpose, to see it caught; none in an honest run. */
export interface Defect {
  readonly provider?: (provider: PaymentProvider) => PaymentProvider
  readonly link?: (server: StoreServer) => StoreServer
  readonly status?: (status: PaymentStatus) => PaymentStatus
}

export interface Street {
  readonly time: VirtualTime
  readonly trace: Trace
  readonly chance: Chance
  readonly network: Network
  readonly findings: Findings
  readonly keys: PaymentKeys
  /** This run's own books. */
  readonly directory: string
  readonly defect: Defect
  readonly server: () => Shop
  readonly bank: () => Bank
}
