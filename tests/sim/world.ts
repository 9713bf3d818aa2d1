/** What surrounds every simulated machine: time, chance, a network, and where its books lie. */

import type { Chance } from './chance.ts'
import type { Findings } from './judges/findings.ts'
import type { Network } from './machines/network.ts'
import type { Trace } from './trace.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface World {
  readonly time: VirtualTime
  readonly trace: Trace
  readonly chance: Chance
  readonly network: Network
  readonly findings: Findings
  /** This run's own books. */
  readonly directory: string
}
