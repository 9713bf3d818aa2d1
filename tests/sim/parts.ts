/** The bundle that every part of a simulated store is made with: time, chance, the network, and each other. */

import type { Chance } from './chance.ts'
import type { Defect } from './defects.ts'
import type { Findings } from './findings.ts'
import type { GatewayPart } from './gateway-part.ts'
import type { Network } from './network.ts'
import type { ServerPart } from './server-part.ts'
import type { Template } from './template.ts'
import type { Trace } from './trace.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface Parts {
  readonly time: VirtualTime
  readonly trace: Trace
  readonly chance: Chance
  readonly network: Network
  readonly findings: Findings
  readonly template: Template
  /** This run's own copy of the template. */
  readonly directory: string
  /** A bug put in on purpose, to see it caught; none in an honest run. */
  readonly defect: Defect
  readonly server: () => ServerPart
  readonly gateway: () => GatewayPart
}
