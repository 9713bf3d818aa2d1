/** What every part of a simulated street of tills is made with: the world around it, and each other. */

import type { PaymentStatus } from '../../../domain/contract/payment.ts'
import type { StoreServer } from '../../../lane/ports.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import type { World } from '../../sim/world.ts'
import type { Bank } from './bank.ts'
import type { PaymentKeys } from './keys.ts'
import type { Shop } from './shop.ts'

/** A bug put in on purpose, to see it caught; none in an honest run. */
export interface Defect {
  readonly provider?: (provider: PaymentProvider) => PaymentProvider
  readonly link?: (server: StoreServer) => StoreServer
  readonly status?: (status: PaymentStatus) => PaymentStatus
}

export interface Street extends World {
  readonly keys: PaymentKeys
  readonly defect: Defect
  readonly server: () => Shop
  readonly bank: () => Bank
}
