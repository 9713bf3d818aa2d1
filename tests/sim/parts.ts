/** The bundle that every part of a simulated store is made with: the world around it, and each other. */

import type { Defect } from './defects.ts'
import type { GatewayPart } from './machines/gateway-part.ts'
import type { ServerPart } from './machines/server-part.ts'
import type { Template } from './template.ts'
import type { World } from './world.ts'

export interface Parts extends World {
  readonly template: Template
  /** A bug put in on purpose, to see it caught; none in an honest run. */
  readonly defect: Defect
  readonly server: () => ServerPart
  readonly gateway: () => GatewayPart
}
