/**
 * A whole simulated store: lanes, server and payment platform in one process under one seed, with shoppers, an
 * attendant, wallets and an office. The parts are the product's; only time, chance, network and people are made up.
 */

import { Chance } from './chance.ts'
import type { Defect } from './defects.ts'
import { Findings } from './judges/findings.ts'
import { GatewayPart } from './machines/gateway-part.ts'
import { LanePart } from './machines/lane-part.ts'
import { Network } from './machines/network.ts'
import { ServerPart } from './machines/server-part.ts'
import type { Parts } from './parts.ts'
import { Attendant } from './people/attendant.ts'
import { Office } from './people/office.ts'
import { Shopper } from './people/shopper.ts'
import { WalletUsers } from './people/wallet-users.ts'
import { lanesMax, type Template } from './template.ts'
import { Trace } from './trace.ts'
import { VirtualTime } from './virtual-time.ts'

const officeEveryMs = 30_000

export class SimulatedStore {
  readonly parts: Parts
  readonly server: ServerPart
  readonly gateway: GatewayPart
  readonly lanes: readonly LanePart[]
  readonly office: Office
  readonly #shoppers: readonly Shopper[]
  #isOpen = false

  constructor(seed: number, template: Template, directory: string, defect: Defect) {
    const time = new VirtualTime()
    const trace = new Trace(time)
    const chance = new Chance(`seed ${seed}`)
    this.parts = {
      time,
      trace,
      chance,
      network: new Network(time, trace, chance.of('network')),
      findings: new Findings(),
      template,
      directory,
      defect,
      server: () => this.server,
      gateway: () => this.gateway,
    }
    this.server = new ServerPart(this.parts)
    this.gateway = new GatewayPart(this.parts)
    this.office = new Office(this.parts)
    const lanes = chance.of('store').between(1, lanesMax)
    this.lanes = template.lanes.slice(0, lanes).map((identity) => new LanePart(this.parts, identity))
    const wallets = new WalletUsers(this.parts)
    this.#shoppers = this.lanes.map((lane) => {
      const attendant = new Attendant(chance.of(`attendant ${lane.identity.laneId}`))
      return new Shopper(this.parts, lane, attendant, wallets)
    })
  }

  async open(): Promise<void> {
    this.gateway.start()
    this.server.start()
    await this.office.look()
    for (const lane of this.lanes) lane.start()
    for (const shopper of this.#shoppers) shopper.arrive()
    this.#isOpen = true
    this.#changePrices(this.parts.chance.of('office hours'))
  }

  /** Nobody touches anything any more; machines go on. */
  sendPeopleHome(): void {
    this.#isOpen = false
    for (const shopper of this.#shoppers) shopper.leave()
  }

  #changePrices(chance: Chance): void {
    this.parts.time.after(chance.between(1, 2 * officeEveryMs), () => {
      if (!this.#isOpen) return
      void this.office.look().then(() => this.office.change())
      this.#changePrices(chance)
    })
  }
}
